using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>
/// A system of linear equations, to be solved for several right sides: two equations by Cramer's rule, others by the inverse of their
/// matrix, which Gauss-Jordan elimination with partial pivoting finds.
/// </summary>
public readonly struct LinearSystem<T, TColumn, TMatrix> : IColumnMap<TColumn>
    where T : unmanaged, IReal<T>
    where TColumn : unmanaged, INumbers<TColumn, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TColumn>
{
    // Of two equations the matrix itself, of others its inverse.
    private readonly TMatrix matrix;
    private readonly T inverseDeterminant;

    /// <summary>Prepares to solve for a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LinearSystem(TMatrix matrix)
    {
        T one = T.From(1);
        inverseDeterminant = one;
        if (TColumn.Count == 2)
        {
            TColumn left = matrix[0], right = matrix[1];
            inverseDeterminant = one / (left[0] * right[1] - right[0] * left[1]);
        }
        else
        {
            matrix = Inverse(matrix);
        }

        this.matrix = matrix;
    }

    /// <summary>The solution for a right side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TColumn Of(TColumn column)
    {
        if (TColumn.Count != 2)
            return matrix.AddTo(TColumn.All(T.From(0)), column);
        TColumn left = matrix[0], right = matrix[1];
        T first = right[1] * column[0] - right[0] * column[1], second = left[0] * column[1] - left[1] * column[0];
        return column.With(0, inverseDeterminant * first).With(1, inverseDeterminant * second);
    }

    // A step for all columns at once, which each width has written out: an index that a loop counts is slow.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TMatrix Inverse(TMatrix matrix)
    {
        TMatrix inverse = TMatrix.Diagonal(T.From(1));
        for (int k = 0; k < TColumn.Count; ++k)
        {
            Elimination<T, TColumn> step = new(matrix[k], k);
            matrix = matrix.Each(step);
            inverse = inverse.Each(step);
        }

        return inverse;
    }
}
