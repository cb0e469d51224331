using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Recurrent weights: one matrix [from, to], or several of which each batch element uses one; or none.</summary>
/// <param name="weights">[matrices, from, to], or empty.</param>
/// <param name="selection">Which matrix a batch element uses.</param>
public readonly struct RecurrentWeights<T>(ArrayView<T> weights, WeightSelection selection)
    where T : unmanaged, IReal<T>
{
    private readonly ArrayView<T> weights = weights;
    private readonly WeightSelection selection = selection;

    /// <summary>The number of weights; 0 without recurrence.</summary>
    public long Length => weights.Length;

    /// <summary>All weights, [matrices, from, to].</summary>
    public ArrayView<T> Values => weights;

    /// <summary>A weight.</summary>
    public T this[int index] => weights[index];

    /// <summary>Where the matrix of a batch element begins.</summary>
    public int First(int element, int neurons) => selection.Of(element) * neurons * neurons;
}
