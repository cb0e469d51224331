using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>What a layer puts out, [steps, batch, units]: spikes, one byte each, or real values.</summary>
public readonly struct Signal<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>A signal of spikes.</summary>
    public Signal(ArrayView<Spike> spikes)
    {
        Spikes = spikes;
        Values = ArrayView<T>.Empty;
    }

    /// <summary>A signal of real values.</summary>
    public Signal(ArrayView<T> values)
    {
        Values = values;
        Spikes = ArrayView<Spike>.Empty;
    }

    /// <summary>The spikes; empty for a signal of real values.</summary>
    public readonly ArrayView<Spike> Spikes;

    /// <summary>The real values; empty for a signal of spikes.</summary>
    public readonly ArrayView<T> Values;

    /// <summary>Whether the signal is made of spikes.</summary>
    public bool IsSpiking => Spikes.Length > 0;

    /// <summary>How many elements there are.</summary>
    public long Length => IsSpiking ? Spikes.Length : Values.Length;

    /// <summary>A part of the signal; for the host.</summary>
    /// <param name="begin">The first element.</param>
    /// <param name="length">How many elements; not 0.</param>
    public Signal<T> Part(long begin, long length) =>
        IsSpiking ? new(Spikes.SubView(begin, length)) : new(Values.SubView(begin, length));

    /// <summary>The signal at an index: a spike counts 1.</summary>
    public T this[int index] => Spikes.Length > 0 ? T.From(Spikes[index].Count) : Values[index];

    /// <summary>Whether there is anything at an index: a spike, or a value that is not 0.</summary>
    public bool IsActive(int index)
    {
        if (Spikes.Length > 0)
            return Spikes[index].Fired;
        T value = Values[index];
        return value < T.From(0) || value > T.From(0);
    }
}
