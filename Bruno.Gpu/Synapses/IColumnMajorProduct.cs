using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>The matrix product of a library, in the convention that all of them share: matrices column after column.</summary>
internal interface IColumnMajorProduct<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>c = op(a) op(b), or c += op(a) op(b), with op(a) [m, k], op(b) [k, n] and c [m, n].</summary>
    /// <param name="m">Rows of the result.</param>
    /// <param name="n">Columns of the result.</param>
    /// <param name="k">What is summed over.</param>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    /// <param name="adds">Whether the product is added to what is in <paramref name="c"/>.</param>
    /// <param name="c">The result, dense.</param>
    void Multiply(int m, int n, int k, ColumnMajor<T> a, ColumnMajor<T> b, bool adds, ArrayView<T> c);
}
