using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>Hands on each unit of the layer before some whole outer steps late, and nothing before; the delays are not trained.</summary>
internal sealed class TransmissionDelayLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly Parameter delays;
    private readonly int longest;
    private readonly int capacity;
    private readonly DeviceBuffer<Spike> spikes;
    private readonly DeviceBuffer<Spike> pastSpikes;
    private readonly DeviceBuffer<Spike> keptSpikes;
    private readonly DeviceBuffer<T> values;
    private readonly DeviceBuffer<T> pastValues;
    private readonly DeviceBuffer<T> keptValues;
    private readonly DeviceBuffer<T> adjoint;
    private readonly DeviceBuffer<T> future;
    private readonly Action<Index1D, SequenceShape, int, ArrayView<T>, Signal<T>, Signal<T>, Signal<T>> forward;
    private readonly Action<Index1D, SequenceShape, int, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>> backward;

    /// <summary>Builds the layer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="delays">The delay of each unit, whole steps.</param>
    /// <param name="longest">The longest of them.</param>
    /// <param name="isSpiking">Whether the layer before puts out spikes.</param>
    /// <param name="context">What it is built with.</param>
    public TransmissionDelayLayer(string name, Parameter delays, int longest, bool isSpiking, LayerContext<T> context)
    {
        Name = name;
        IsSpiking = isSpiking;
        this.delays = delays;
        this.longest = longest;
        this.context = context;
        DeviceMemory memory = context.Device.Memory;
        int lanes = context.Batch * Outputs;
        capacity = ArrayLength.Of(longest, lanes);
        long kept = (long)capacity * context.Plan.Rows;
        spikes = memory.Allocate<Spike>(isSpiking ? context.Elements(Outputs) : 0, MemoryPurpose.Spikes);
        pastSpikes = memory.Allocate<Spike>(isSpiking ? capacity : 0, MemoryPurpose.States);
        keptSpikes = memory.Allocate<Spike>(isSpiking ? kept : 0, MemoryPurpose.Tape);
        values = memory.Allocate<T>(isSpiking ? 0 : context.Elements(Outputs), MemoryPurpose.Currents);
        pastValues = memory.Allocate<T>(isSpiking ? 0 : capacity, MemoryPurpose.States);
        keptValues = memory.Allocate<T>(isSpiking ? 0 : kept, MemoryPurpose.Tape);
        adjoint = memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Gradients);
        future = memory.Allocate<T>(capacity, MemoryPurpose.Gradients);
        forward = context.Device.LoadLong<Action<Index1D, SequenceShape, int, ArrayView<T>, Signal<T>, Signal<T>, Signal<T>>>(
            TransmissionDelayKernels.Forward, lanes);
        backward = context.Device.LoadLong<Action<Index1D, SequenceShape, int, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(
            TransmissionDelayKernels.Backward, lanes);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs => Outputs;

    /// <inheritdoc/>
    public int Outputs => delays.Length;

    /// <inheritdoc/>
    public bool IsSpiking { get; }

    /// <inheritdoc/>
    public bool AnswersAtOnce => longest == 0;

    /// <inheritdoc/>
    public int LongestDelay => longest;

    /// <inheritdoc/>
    public Signal<T> Output => IsSpiking ? new(spikes.View) : new(values.View);

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    private Signal<T> Past => IsSpiking ? new(pastSpikes.View) : new(pastValues.View);

    private ArrayView<T> Delays => context.Parameters.ValuesOf(delays);

    /// <inheritdoc/>
    public void Begin(int batch)
    {
        pastSpikes.Clear();
        pastValues.Clear();
    }

    /// <inheritdoc/>
    public void Keep(int row, int batch) => Move(batch, (long)row * capacity, isBack: false);

    /// <inheritdoc/>
    public void Restore(int row, int batch) => Move(batch, (long)row * capacity, isBack: true);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window)
    {
        SequenceShape shape = window.Shape(Outputs);
        forward(shape.Lanes, shape, longest, Delays, input, Past, Output);
    }

    /// <inheritdoc/>
    public void Reconstruct(Signal<T> input, TimeWindow window)
    {
        Restore(window.Row, window.Batch);
        Forward(input, window);
    }

    /// <inheritdoc/>
    public void BeginBackward(int batch) => future.Clear();

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        if (context.PreviousAdjoint is not ArrayView<T> inputAdjoint)
            return;
        SequenceShape shape = window.Shape(Outputs);
        backward(shape.Lanes, shape, longest, Delays, adjoint.View, future.View, inputAdjoint);
    }

    /// <inheritdoc/>
    public void Forget(int batch) => future.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        future.Dispose();
        adjoint.Dispose();
        keptValues.Dispose();
        pastValues.Dispose();
        values.Dispose();
        keptSpikes.Dispose();
        pastSpikes.Dispose();
        spikes.Dispose();
    }

    private void Move(int batch, long row, bool isBack)
    {
        long count = (long)longest * batch * Outputs;
        if (count == 0)
            return;
        AcceleratorStream stream = context.Device.Accelerator.DefaultStream;
        if (IsSpiking)
            Copy(pastSpikes.View.SubView(0, count), keptSpikes.View.SubView(row, count));
        else
            Copy(pastValues.View.SubView(0, count), keptValues.View.SubView(row, count));

        void Copy<TElement>(ArrayView<TElement> past, ArrayView<TElement> kept)
            where TElement : unmanaged => (isBack ? kept : past).CopyTo(stream, isBack ? past : kept);
    }
}
