using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>The result of a matrix product, dense by rows, and what its sums start from.</summary>
/// <param name="values">The result.</param>
/// <param name="rows">Its rows.</param>
/// <param name="columns">Its columns.</param>
/// <param name="start">What sums start from; empty for 0.</param>
/// <param name="startStride">Elements of <paramref name="start"/> from a row to the next; 0 where all rows start from the same.</param>
public readonly struct ProductResult<T>(ArrayView<T> values, MatrixRows rows, int columns, ArrayView<T> start, int startStride)
    where T : unmanaged, IReal<T>
{
    private readonly ArrayView<T> values = values;
    private readonly ArrayView<T> start = start;
    private readonly MatrixRows rows = rows;
    private readonly int columns = columns;
    private readonly int startStride = startStride;

    /// <summary>What the sums of four neighbours in a row start from; 0 beyond the ends.</summary>
    public Quad<T> Start(int row, int column) =>
        new(StartOf(row, column), StartOf(row, column + 1), StartOf(row, column + 2), StartOf(row, column + 3));

    /// <summary>Writes four neighbours in a row, as far as they are within the result.</summary>
    public void Write(int row, int column, Quad<T> sums)
    {
        WriteOne(row, column, sums.First);
        WriteOne(row, column + 1, sums.Second);
        WriteOne(row, column + 2, sums.Third);
        WriteOne(row, column + 3, sums.Fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T StartOf(int row, int column) =>
        start.Length > 0 && row < rows.Count && column < columns ? start[(long)rows[row] * startStride + column] : T.From(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteOne(int row, int column, T sum)
    {
        if (row < rows.Count && column < columns)
            values[(long)rows[row] * columns + column] = sum;
    }
}
