using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>The compiled backward kernel of a linearisation of outer steps.</summary>
/// <param name="context">What it is built with.</param>
internal sealed class BackwardLaunch<T, TDevice, TState, TMatrix, TLinearisation>(DevicePassContext context)
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    where TLinearisation : struct, ILinearisation<TDevice, T, TState, TMatrix>
{
    private readonly int carries = context.Routes.CarriesAdjoints ? 1 : 0;

    private readonly Action<Index1D, DeviceSequence<T, TDevice>, TLinearisation, int, DeviceAdjoints<T>> kernel =
        context.Device.LoadLong<Action<Index1D, DeviceSequence<T, TDevice>, TLinearisation, int, DeviceAdjoints<T>>>(
            DeviceBackwardKernel.Run<T, TDevice, TState, TMatrix, TLinearisation>, context.Lanes);

    /// <summary>Goes back through a window of time.</summary>
    public void Run(DeviceSequence<T, TDevice> sequence, TLinearisation linearisation, DeviceAdjoints<T> adjoints) => kernel(
        sequence.Shape.Lanes, sequence, linearisation, carries, adjoints);
}
