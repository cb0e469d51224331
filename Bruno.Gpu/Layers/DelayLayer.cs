using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>
/// Hands on the output of the layer before one outer step late, and nothing at first: what lies between the layers of a
/// pipelined network.
/// </summary>
internal sealed class DelayLayer<T> : ILayer<T>
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly IDelayLine line;
    private readonly DeviceBuffer<T> adjoint;
    private readonly DeviceBuffer<T> carried;

    /// <summary>Builds the delay behind a layer.</summary>
    public DelayLayer(ILayer<T> before, LayerContext<T> context)
    {
        Name = $"{before.Name}.delay";
        Outputs = before.Outputs;
        this.context = context;
        int lanes = context.Batch * Outputs;
        IsSpiking = before.IsSpiking;
        line = IsSpiking
            ? new DelayLine<Spike>(context, lanes, signal => signal.Spikes, view => new(view), MemoryPurpose.Spikes)
            : new DelayLine<T>(context, lanes, signal => signal.Values, view => new(view), MemoryPurpose.Currents);
        adjoint = context.Device.Memory.Allocate<T>(context.Elements(Outputs), MemoryPurpose.Gradients);
        carried = context.Device.Memory.Allocate<T>(lanes, MemoryPurpose.Gradients);
    }

    private interface IDelayLine : IDisposable
    {
        Signal<T> Output { get; }

        void Clear();

        void Keep(int row, int count);

        void Restore(int row, int count);

        void Shift(Signal<T> input, int lanes, int steps);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs => Outputs;

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <inheritdoc/>
    public bool AnswersAtOnce => false;

    /// <inheritdoc/>
    public bool IsSpiking { get; }

    /// <inheritdoc/>
    public Signal<T> Output => line.Output;

    /// <inheritdoc/>
    public ArrayView<T> OutputAdjoint => adjoint.View;

    private AcceleratorStream Stream => context.Device.Accelerator.DefaultStream;

    /// <inheritdoc/>
    public void Begin(int batch) => line.Clear();

    /// <inheritdoc/>
    public void Keep(int row, int batch) => line.Keep(row, batch * Outputs);

    /// <inheritdoc/>
    public void Restore(int row, int batch) => line.Restore(row, batch * Outputs);

    /// <inheritdoc/>
    public void Forward(Signal<T> input, TimeWindow window) => line.Shift(input, window.Batch * Outputs, window.Steps);

    /// <inheritdoc/>
    public void Reconstruct(Signal<T> input, TimeWindow window)
    {
        Restore(window.Row, window.Batch);
        Forward(input, window);
    }

    /// <inheritdoc/>
    public void BeginBackward(int batch) => carried.Clear();

    /// <inheritdoc/>
    public void Backward(Signal<T> input, TimeWindow window)
    {
        if (context.PreviousAdjoint is not ArrayView<T> inputAdjoint)
            return;
        int lanes = window.Batch * Outputs, kept = (window.Steps - 1) * lanes;
        if (kept > 0)
            adjoint.View.SubView(lanes, kept).CopyTo(Stream, inputAdjoint.SubView(0, kept));
        carried.View.SubView(0, lanes).CopyTo(Stream, inputAdjoint.SubView(kept, lanes));
        adjoint.View.SubView(0, lanes).CopyTo(Stream, carried.View.SubView(0, lanes));
    }

    /// <inheritdoc/>
    public void Forget(int batch) => carried.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        carried.Dispose();
        adjoint.Dispose();
        line.Dispose();
    }

    /// <summary>The delayed signal, of spikes or of values.</summary>
    private sealed class DelayLine<TElement>(
        LayerContext<T> context, int lanes, Func<Signal<T>, ArrayView<TElement>> read, Func<ArrayView<TElement>, Signal<T>> wrap,
        MemoryPurpose purpose)
        : IDelayLine
        where TElement : unmanaged
    {
        private readonly DeviceBuffer<TElement> output = context.Device.Memory.Allocate<TElement>((long)context.Plan.Window * lanes, purpose);
        private readonly DeviceBuffer<TElement> last = context.Device.Memory.Allocate<TElement>(lanes, MemoryPurpose.States);

        private readonly DeviceBuffer<TElement> kept =
            context.Device.Memory.Allocate<TElement>((long)lanes * context.Plan.Rows, MemoryPurpose.Tape);

        public Signal<T> Output => wrap(output.View);

        public void Clear() => last.Clear();

        public void Keep(int row, int count) => Copy(last.View, 0, kept.View, (long)row * lanes, count);

        public void Restore(int row, int count) => Copy(kept.View, (long)row * lanes, last.View, 0, count);

        public void Shift(Signal<T> input, int lanesInUse, int steps)
        {
            ArrayView<TElement> source = read(input);
            int shifted = (steps - 1) * lanesInUse;
            Copy(last.View, 0, output.View, 0, lanesInUse);
            if (shifted > 0)
                Copy(source, 0, output.View, lanesInUse, shifted);
            Copy(source, shifted, last.View, 0, lanesInUse);
        }

        public void Dispose()
        {
            kept.Dispose();
            last.Dispose();
            output.Dispose();
        }

        private void Copy(ArrayView<TElement> source, long from, ArrayView<TElement> target, long to, int count) => source
            .SubView(from, count).CopyTo(context.Device.Accelerator.DefaultStream, target.SubView(to, count));
    }
}
