using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Verification;

/// <summary>An outer step of one device and its derivative, as the .NET compiler makes them.</summary>
internal interface IPlainStep<TDevice, T>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
{
    /// <summary>The state after the step.</summary>
    DeviceState<T> Advance(TDevice device, DeviceState<T> state, T current);

    /// <summary>The derivative that the gradient method gives the step.</summary>
    Jacobian<T> Linearise(TDevice device, DeviceState<T> state, T current);
}

