using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>Hands on each unit of the layer before late by a delay of its own, which may be trained; see <see cref="DelayConfiguration"/>.</summary>
internal sealed class UnitDelayLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly Parameter parameter;
    private readonly EffectiveDelays<T> delays;
    private readonly SignalHistory<T> input;
    private readonly AdjointHistory<T> adjoints;
    private readonly DeviceBuffer<T> output;
    private readonly DeviceBuffer<T> adjoint;
    private readonly DeviceBuffer<T> ofLanes;
    private readonly Action<Index1D, SequenceShape, DelayTaps<T>, UnitDelays<T>, Signal<T>, ArrayView<T>> forward;
    private readonly Action<Index1D, SequenceShape, DelayTaps<T>, UnitDelays<T>, ArrayView<T>, ArrayView<T>> backwardInput;
    private readonly Action<Index1D, SequenceShape, DelayTaps<T>, UnitDelays<T>, Signal<T>, ArrayView<T>, ArrayView<T>> backwardDelays;
    private readonly Action<Index1D, int, int, ArrayView<T>, ArrayView<T>> sum;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parameter">The delay of each unit.</param>
    /// <param name="configuration">What becomes of them.</param>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="readsSpikes">Whether the layer before puts out spikes.</param>
    /// <param name="context">What it is built with.</param>
    public UnitDelayLayer(
        string name, Parameter parameter, DelayConfiguration configuration, int layer, bool readsSpikes, LayerContext<T> context)
    {
        Name = name;
        LongestDelay = configuration.Maximum;
        this.parameter = parameter;
        this.context = context;
        ComputeDevice device = context.Device;
        int lanes = context.Batch * Outputs;
        delays = new EffectiveDelays<T>(context, parameter, configuration, layer);
        input = new SignalHistory<T>(context, Outputs, LongestDelay, readsSpikes);
        adjoints = new AdjointHistory<T>(context, Outputs, LongestDelay);
        output = device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Currents);
        adjoint = device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Gradients);
        ofLanes = device.Memory.Allocate<T>(lanes, MemoryPurpose.Gradients);
        forward = device.LoadLong<Action<Index1D, SequenceShape, DelayTaps<T>, UnitDelays<T>, Signal<T>, ArrayView<T>>>(UnitDelayKernels.Forward, lanes);
        backwardInput = device.LoadLong<Action<Index1D, SequenceShape, DelayTaps<T>, UnitDelays<T>, ArrayView<T>, ArrayView<T>>>(
            UnitDelayKernels.BackwardInput, lanes);
        backwardDelays = device.LoadLong<Action<Index1D, SequenceShape, DelayTaps<T>, UnitDelays<T>, Signal<T>, ArrayView<T>, ArrayView<T>>>(
            UnitDelayKernels.BackwardDelays, lanes);
        sum = device.Load<Action<Index1D, int, int, ArrayView<T>, ArrayView<T>>>(UnitDelayKernels.Sum);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs => Outputs;

    /// <inheritdoc/>
    public int Outputs => parameter.Length;

    /// <inheritdoc/>
    public bool IsSpiking => false;

    /// <inheritdoc/>
    public int LongestDelay { get; }

    /// <inheritdoc/>
    public Signal<T> Output => new(output.View);

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    /// <inheritdoc/>
    public void Begin(int batch)
    {
        delays.Begin();
        input.Begin();
    }

    /// <inheritdoc/>
    public void Keep(int row, int batch) => input.Keep(row, batch);

    /// <inheritdoc/>
    public void Restore(int row, int batch) => input.Restore(row, batch);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window)
    {
        this.input.Take(input, window);
        SequenceShape shape = window.Shape(Outputs);
        forward(shape.Lanes, shape, delays.Taps, DelaysOf(window), this.input.All, output.View);
    }

    /// <inheritdoc/>
    public void Reconstruct(Signal<T> input, TimeWindow window)
    {
        Restore(window.Row, window.Batch);
        Forward(input, window);
    }

    /// <inheritdoc/>
    public void BeginBackward(int batch)
    {
        adjoints.Clear();
        ofLanes.Clear();
    }

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        SequenceShape shape = window.Shape(Outputs);
        adjoints.Take(adjoint.View, window);
        if (parameter.IsTrained)
            backwardDelays(shape.Lanes, shape, delays.Taps, DelaysOf(window), this.input.All, adjoints.All, ofLanes.View);
        if (context.PreviousAdjoint is ArrayView<T> inputAdjoint)
            backwardInput(shape.Lanes, shape, delays.Taps, DelaysOf(window), adjoints.All, inputAdjoint);
    }

    /// <inheritdoc/>
    public void Forget(int batch) => adjoints.Clear();

    /// <inheritdoc/>
    public void EndBackward(int batch)
    {
        if (parameter.IsTrained)
            sum(Outputs, Outputs, batch, ofLanes.View, context.Parameters.GradientsOf(parameter));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ofLanes.Dispose();
        adjoint.Dispose();
        output.Dispose();
        adjoints.Dispose();
        input.Dispose();
        delays.Dispose();
    }

    private UnitDelays<T> DelaysOf(TimeWindow window) =>
        new(delays.View, delays.DifferByChip ? context.Draws.SamplesPerChip : window.Batch);
}
