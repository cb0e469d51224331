using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
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
    public static Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>> Load<T, TDevice, TState, TMatrix, TStep>(ComputeDevice device, int lanes)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where TStep : struct, IOuterStep<T, TDevice, TState> => DeviceIntegrators<T, TDevice, TState, TMatrix>.Instance.Forward<TStep>(device, lanes)
            ?? device.LoadLong<Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>>>(
                DeviceForwardKernel.Run<T, TDevice, TState, TMatrix, TStep>, lanes);
}
