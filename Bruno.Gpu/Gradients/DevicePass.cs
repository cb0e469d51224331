using System.Diagnostics;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>What the passes of all gradient methods have in common: the forward pass, whose outer step is theirs.</summary>
/// <param name="context">What it is built with.</param>
internal abstract class DevicePass<T, TDevice, TState, TMatrix, TStep>(DevicePassContext context) : IDevicePass<T, TDevice>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    where TStep : struct, IOuterStep<T, TDevice, TState>
{
    private readonly Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>> forward =
        DeviceForward.Load<T, TDevice, TState, TMatrix, TStep>(context.Device, context.Lanes);

    private int tapeBegin, tapeEnd;

    /// <inheritdoc/>
    public virtual ILocalDerivatives<T>? Local => null;

    /// <inheritdoc/>
    public void Forward(
        DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceTape<T> states, ArrayView<Spike> spikes)
    {
        RequireForward(sequence.Shape, window, states, spikes);
        forward(sequence.Shape.Lanes, sequence, StepOf(sequence.Shape, window), states, spikes);
    }

    /// <inheritdoc/>
    public void Backward(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceAdjoints<T> adjoints)
    {
        RequireBackward(sequence.Shape, window, adjoints);
        GoBack(sequence, window, adjoints);
    }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The outer step of a window.</summary>
    protected abstract TStep StepOf(SequenceShape shape, TimeWindow window);

    /// <inheritdoc cref="Backward"/>
    protected abstract void GoBack(DeviceSequence<T, TDevice> sequence, TimeWindow window, DeviceAdjoints<T> adjoints);

    [Conditional(Invariant.Symbol)]
    private void RequireForward(SequenceShape shape, TimeWindow window, DeviceTape<T> states, ArrayView<Spike> spikes)
    {
        RequireShape(shape, window);
        Invariant.Holds(states.Potential.Length >= shape.Lanes, "There is a state for every lane");
        Invariant.Holds(spikes.Length >= shape.Length, "There is room for the spikes of every step");
        Invariant.Holds(window.Offset == 0 || (window.Origin == tapeBegin && window.Begin == tapeEnd), "The tape is written from its beginning on, without gaps");
        (tapeBegin, tapeEnd) = (window.Origin, window.Begin + window.Steps);
    }

    [Conditional(Invariant.Symbol)]
    private void RequireBackward(SequenceShape shape, TimeWindow window, DeviceAdjoints<T> adjoints)
    {
        RequireShape(shape, window);
        Invariant.Holds(adjoints.Spikes.Length >= shape.Length, "There is an adjoint for every spike");
        Invariant.Holds(adjoints.Carried.Potential.Length >= shape.Lanes, "There is a carried adjoint for every lane");
        Invariant.Holds(adjoints.States.Potential.Length is 0 || adjoints.States.Potential.Length >= shape.Length, "There is an adjoint for every state, or for none");
        Invariant.Holds(window.Origin == tapeBegin && window.Begin + window.Steps <= tapeEnd, "Steps that are gone back through are on the tape");
    }

    [Conditional(Invariant.Symbol)]
    private void RequireShape(SequenceShape shape, TimeWindow window)
    {
        Invariant.Holds(shape == window.Shape(shape.Neurons), "An array has the shape of its window");
        Invariant.Holds(shape.Lanes > 0 && shape.Lanes <= context.Lanes, "There are lanes, and no more than there is room for");
        Invariant.Holds(window.Offset >= 0 && window.Offset + window.Steps <= context.Plan.TapeSteps, "A window fits on the tape");
    }
}
