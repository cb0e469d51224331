using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Integrators;

/// <summary>
/// The forward pass of devices as it is fastest on a compute device: with the adaptive integrator on the host's vectors where it
/// can be, and on a GPU without waiting for neighbours; else the kernel of all outer steps.
/// </summary>
internal static class DeviceForward
{
    /// <summary>Prepares the pass; parameters are those of <see cref="DeviceForwardKernel"/>.</summary>
    /// <param name="device">The compute device.</param>
    /// <param name="lanes">Batch elements times neurons, at most.</param>
    public static Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>> Load<T, TDevice, TStep>(ComputeDevice device, int lanes)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
        where TStep : struct, IOuterStep<T, TDevice>
    {
        if (!device.IsHost && typeof(TStep) == typeof(IntegratedStep<T, TDevice, AdaptiveRosenbrock<T>>))
        {
            object adaptive = device.LoadLong<Action<
                Index1D, DeviceSequence<T, TDevice>, IntegratedStep<T, TDevice, AdaptiveRosenbrock<T>>, DeviceTape<T>, ArrayView<Spike>>>(
                AdaptiveForwardKernel.Run, lanes);
            return (Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>>)adaptive;
        }

        return HostDevices.Load<T, TDevice, TStep>(device)
            ?? device.LoadLong<Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>>>(DeviceForwardKernel.Run, lanes);
    }
}
