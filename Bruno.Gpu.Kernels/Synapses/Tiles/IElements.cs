using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>The elements of an operand of a matrix product: spikes or real values, told apart when the kernel is compiled.</summary>
public interface IElements<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>An element; a spike counts 1.</summary>
    T this[long index] { get; }
}
