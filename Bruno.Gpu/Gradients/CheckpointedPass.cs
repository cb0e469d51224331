using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// The passes of every method that goes back through every micro-step: micro-states are kept at checkpoints, and made
/// again between them.
/// </summary>
internal sealed class CheckpointedPass<T, TDevice, TState, TMatrix> : DevicePass<T, TDevice, TState, TMatrix, CheckpointedStep<T, TDevice, TState, TMatrix, Euler<T, TDevice, TState, TMatrix>>>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    private readonly Euler<T, TDevice, TState, TMatrix> integrator;
    private readonly CoarseLinearisation<TDevice, T, TState, TMatrix, Kept> linearisation;
    private readonly int interval;
    private readonly int perStep;
    private readonly StatePlanes<T> kept;
    private readonly StatePlanes<T> scratch;

    private readonly Action<
        Index1D, DeviceSequence<T, TDevice>, Euler<T, TDevice, TState, TMatrix>, CoarseLinearisation<TDevice, T, TState, TMatrix, Kept>, CheckpointTape<T>, DeviceAdjoints<T>> backward;

    /// <summary>Allocates checkpoints.</summary>
    /// <param name="context">What it is built with.</param>
    /// <param name="interval">Micro-steps from one to the next, 1 to those of an outer step.</param>
    public CheckpointedPass(DevicePassContext context, int interval)
        : base(context)
    {
        if (!context.Routes.CarriesAdjoints)
            throw new ArgumentException("Going back through micro-steps carries adjoints.", nameof(context));
        this.interval = interval;
        integrator = context.Options.MicroStepped<T, TDevice, TState, TMatrix>();

        // A micro-step is one explicit Euler step of length h, clipped: its derivative is 0 outside the bounds and on them.
        T step = T.From(context.Options.OuterStepMilliseconds / integrator.MicroSteps);
        linearisation = new(step, T.From(0), T.From(0));
        perStep = (integrator.MicroSteps + interval - 1) / interval;
        long states = (long)context.Plan.TapeSteps * perStep * context.Lanes;
        DeviceMemory memory = context.Device.Memory;
        kept = new(memory, TState.Count, states, MemoryPurpose.Tape);
        scratch = new(memory, TState.Count, (long)interval * context.Lanes, MemoryPurpose.States);
        backward = context.Device.LoadLong<Action<
            Index1D, DeviceSequence<T, TDevice>, Euler<T, TDevice, TState, TMatrix>, CoarseLinearisation<TDevice, T, TState, TMatrix, Kept>, CheckpointTape<T>, DeviceAdjoints<T>>>(
            MicroBackwardKernel.Run<T, TDevice, TState, TMatrix, Euler<T, TDevice, TState, TMatrix>, CoarseLinearisation<TDevice, T, TState, TMatrix, Kept>>, context.Lanes);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        scratch.Dispose();
        kept.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void GoBack(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceAdjoints<T> adjoints) => backward(
        sequence.Shape.Lanes, sequence, integrator, linearisation, TapeOf(sequence.Shape, window), adjoints);

    /// <inheritdoc/>
    protected override CheckpointedStep<T, TDevice, TState, TMatrix, Euler<T, TDevice, TState, TMatrix>> StepOf(SequenceShape shape, TimeWindow window) =>
        new(integrator, TapeOf(shape, window));

    private CheckpointTape<T> TapeOf(SequenceShape shape, TimeWindow window) => new(
        kept.View.From((long)window.Offset * perStep * shape.Lanes),
        scratch.View,
        interval,
        perStep);
}
