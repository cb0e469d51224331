using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>The same number everywhere: a product with ones is a sum.</summary>
public readonly struct ConstantElements<T>(T value) : IElements<T>
    where T : unmanaged, IReal<T>
{
    private readonly T value = value;

    /// <inheritdoc/>
    public T this[long index] => value;
}
