using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>The elements of an operand of a matrix product: spikes or real values, told apart when the kernel is compiled.</summary>
public interface IElements<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Whether elements are 0 or 1 and mostly 0, so that it pays to look before adding.</summary>
    static abstract bool AreSpikes { get; }

    /// <summary>An element; a spike counts 1.</summary>
    T this[long index] { get; }
}
