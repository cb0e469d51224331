using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>Real values.</summary>
public readonly struct ValueElements<T>(ArrayView<T> values) : IElements<T>
    where T : unmanaged, IReal<T>
{
    private readonly ArrayView<T> values = values;

    /// <inheritdoc/>
    public T this[long index] => values[index];
}
