using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>Spikes, one byte each.</summary>
public readonly struct SpikeElements<T>(ArrayView<Spike> spikes) : IElements<T>
    where T : unmanaged, IReal<T>
{
    private readonly ArrayView<Spike> spikes = spikes;

    /// <inheritdoc/>
    public T this[long index] => T.From(spikes[index].Count);
}
