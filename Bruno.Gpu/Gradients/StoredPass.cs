using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>The passes of the exact method with its sensitivities stored in the forward pass.</summary>
/// <param name="context">What it is built with.</param>
/// <param name="integrator">How an outer step is integrated.</param>
internal sealed class StoredPass<T, TDevice, TState, TMatrix, TIntegrator, THold>(DevicePassContext context, TIntegrator integrator)
    : DevicePass<T, TDevice, TState, TMatrix, SensitiveStep<T, TDevice, TState, TMatrix, TIntegrator, THold>>(context)
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>
    where THold : unmanaged, IHoldPolicy
{
    private readonly BackwardLaunch<T, TDevice, TState, TMatrix, StoredLinearisation<TDevice, T, TState, TMatrix>> backward = new(context);

    private readonly DeviceBuffer<Jacobian<T, TState, TMatrix>> stored =
        context.Device.Memory.Allocate<Jacobian<T, TState, TMatrix>>((long)context.Plan.TapeSteps * context.Lanes, MemoryPurpose.Tape);

    /// <inheritdoc/>
    public override void Dispose()
    {
        stored.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void GoBack(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceAdjoints<T> adjoints) =>
        backward.Run(sequence, new(Of(sequence.Shape, window)), adjoints);

    /// <inheritdoc/>
    protected override SensitiveStep<T, TDevice, TState, TMatrix, TIntegrator, THold> StepOf(SequenceShape shape, TimeWindow window) =>
        new(new(integrator), Of(shape, window));

    private ArrayView<Jacobian<T, TState, TMatrix>> Of(SequenceShape shape, TimeWindow window) =>
        stored.View.SubView((long)window.Offset * shape.Lanes, shape.Length);
}
