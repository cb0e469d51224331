using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>
/// A layer's input in the window at hand and in the steps before it that delays reach back to, one after the other; nothing before a
/// sequence begins.
/// </summary>
internal sealed class SignalHistory<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly int units;
    private readonly int longest;
    private readonly LayerContext<T> context;
    private readonly Line<Spike>? spikes;
    private readonly Line<T>? values;

    /// <summary>Allocates it.</summary>
    /// <param name="context">What the layer is built with.</param>
    /// <param name="units">Units of the input.</param>
    /// <param name="longest">Steps before the window.</param>
    /// <param name="isSpiking">Whether the input is made of spikes.</param>
    /// <param name="isDropped">Whether those are real values in passes of training, because they come from a dropout.</param>
    public SignalHistory(LayerContext<T> context, int units, int longest, bool isSpiking, bool isDropped = false)
    {
        this.context = context;
        this.units = units;
        this.longest = longest;
        int capacity = ArrayLength.Of(longest, context.Batch, units);
        if (isSpiking)
            spikes = new Line<Spike>(context, context.Elements(units), capacity, MemoryPurpose.Spikes);
        if (!isSpiking || isDropped)
            values = new Line<T>(context, context.Elements(units), capacity, MemoryPurpose.Currents);
    }

    /// <summary>All of it.</summary>
    public Signal<T> All => Spikes is not null ? new(Spikes.All) : new(Values!.All);

    private bool IsSpiking => spikes is not null && (values is null || !context.Draws.IsTraining);

    private Line<Spike>? Spikes => IsSpiking ? spikes : null;

    private Line<T>? Values => IsSpiking ? null : values;

    /// <summary>The input of the steps of a window, some steps before.</summary>
    public Signal<T> Late(int steps, TimeWindow window) => All.Part((long)(longest - steps) * window.Batch * units, (long)window.Rows * units);

    /// <summary>A sequence begins.</summary>
    public void Begin()
    {
        Spikes?.Begin();
        Values?.Begin();
    }

    /// <summary>Keeps what came before in a row.</summary>
    public void Keep(int row, int batch)
    {
        Spikes?.Keep(row, longest * batch * units);
        Values?.Keep(row, longest * batch * units);
    }

    /// <summary>Puts back what came before.</summary>
    public void Restore(int row, int batch)
    {
        Spikes?.Restore(row, longest * batch * units);
        Values?.Restore(row, longest * batch * units);
    }

    /// <summary>Takes the input of the window that follows.</summary>
    public void Take(Signal<T> input, TimeWindow window)
    {
        Spikes?.Take(input.Spikes, longest * window.Batch * units, window.Rows * units);
        Values?.Take(input.Values, longest * window.Batch * units, window.Rows * units);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        spikes?.Dispose();
        values?.Dispose();
    }

    /// <summary>The signal, of spikes or of values.</summary>
    private sealed class Line<TElement>(LayerContext<T> context, long window, int capacity, MemoryPurpose purpose) : IDisposable
        where TElement : unmanaged
    {
        private readonly DeviceBuffer<TElement> all = context.Device.Memory.Allocate<TElement>(window + capacity, purpose);
        private readonly DeviceBuffer<TElement> past = context.Device.Memory.Allocate<TElement>(capacity, MemoryPurpose.States);
        private readonly DeviceBuffer<TElement> kept = context.Device.Memory.Allocate<TElement>((long)capacity * context.Plan.Rows, MemoryPurpose.Tape);

        public ArrayView<TElement> All => all.View;

        public void Begin() => past.Clear();

        public void Keep(int row, int count) => Copy(past.View, 0, kept.View, (long)row * capacity, count);

        public void Restore(int row, int count) => Copy(kept.View, (long)row * capacity, past.View, 0, count);

        public void Take(ArrayView<TElement> input, int before, int count)
        {
            Copy(past.View, 0, all.View, 0, before);
            Copy(input, 0, all.View, before, count);
            Copy(all.View, count, past.View, 0, before);
        }

        public void Dispose()
        {
            kept.Dispose();
            past.Dispose();
            all.Dispose();
        }

        private void Copy(ArrayView<TElement> source, long from, ArrayView<TElement> target, long to, int count) => source
            .SubView(from, count).CopyTo(context.Device.Accelerator.DefaultStream, target.SubView(to, count));
    }
}
