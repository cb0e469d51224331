using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>The passes of every method that needs the undersampled states only: it linearises outer steps.</summary>
/// <param name="context">What it is built with.</param>
/// <param name="integrator">How an outer step is integrated.</param>
/// <param name="linearisation">The derivative of an outer step.</param>
internal sealed class UndersampledPass<T, TDevice, TState, TMatrix, TIntegrator, TLinearisation>(
    DevicePassContext context, TIntegrator integrator, TLinearisation linearisation)
    : DevicePass<T, TDevice, TState, TMatrix, IntegratedStep<T, TDevice, TState, TMatrix, TIntegrator>>(context)
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>
    where TLinearisation : unmanaged, ILinearisation<TDevice, T, TState, TMatrix>
{
    private readonly BackwardLaunch<T, TDevice, TState, TMatrix, TLinearisation> backward = new(context);

    /// <inheritdoc/>
    protected override void GoBack(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceAdjoints<T> adjoints) =>
        backward.Run(sequence, linearisation, adjoints);

    /// <inheritdoc/>
    protected override IntegratedStep<T, TDevice, TState, TMatrix, TIntegrator> StepOf(SequenceShape shape, TimeWindow window) => new(integrator);
}
