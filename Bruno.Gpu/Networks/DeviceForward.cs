using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Networks;

/// <summary>The forward pass of devices as it is fastest on a compute device: on the host's vectors where it can be, else the kernel.</summary>
internal static class DeviceForward
{
    /// <summary>Prepares the pass; parameters are those of <see cref="DeviceForwardKernel"/>.</summary>
    public static Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>> Load<T, TDevice, TStep>(ComputeDevice device)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
        where TStep : struct, IOuterStep<T, TDevice> =>
        HostDevices.Load<T, TDevice, TStep>(device)
        ?? device.Load<Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>>>(DeviceForwardKernel.Run);
}
