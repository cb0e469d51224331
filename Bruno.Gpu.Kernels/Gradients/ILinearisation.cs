using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>
/// What a gradient method says about one outer step of one neuron: the derivative of the step's map, from the
/// undersampled state the step started in. Everything else of a backward pass is shared.
/// </summary>
public interface ILinearisation<TDevice, TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>The derivative of the outer step that starts at <paramref name="state"/>, at a current in nA.</summary>
    Jacobian<TReal> Linearise(TDevice device, DeviceState<TReal> state, TReal current);
}
