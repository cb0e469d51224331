using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>
/// A system of linear equations with the matrix factorised, to be solved for several right sides: two equations by Cramer's rule, others
/// by Gaussian elimination with partial pivoting.
/// </summary>
public readonly struct LinearSystem<T, TColumn, TMatrix> : IColumnMap<TColumn>
    where T : unmanaged, IReal<T>
    where TColumn : unmanaged, INumbers<TColumn, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TColumn>
{
    private const int PivotBits = 4;

    // Of two equations the matrix itself; else its upper triangle and, below the diagonal, the factors of the elimination.
    private readonly TMatrix matrix;
    private readonly T inverseDeterminant;
    private readonly int pivots;

    /// <summary>Factorises a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LinearSystem(TMatrix matrix)
    {
        T one = T.From(1);
        inverseDeterminant = one;
        pivots = 0;
        if (TColumn.Count == 2)
        {
            TColumn left = matrix[0], right = matrix[1];
            inverseDeterminant = one / (left[0] * right[1] - right[0] * left[1]);
        }
        else
        {
            matrix = Factorise(matrix, out pivots);
        }

        this.matrix = matrix;
    }

    /// <summary>The solution for a right side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TColumn Of(TColumn column)
    {
        if (TColumn.Count != 2)
            return Substitute(column);
        TColumn left = matrix[0], right = matrix[1];
        T first = right[1] * column[0] - right[0] * column[1], second = left[0] * column[1] - left[1] * column[0];
        return column.With(0, inverseDeterminant * first).With(1, inverseDeterminant * second);
    }

    private static TMatrix Factorise(TMatrix matrix, out int pivots)
    {
        pivots = 0;
        T zero = T.From(0);
        for (int k = 0; k < TColumn.Count; ++k)
        {
            int pivot = k;
            for (int row = k + 1; row < TColumn.Count; ++row)
                pivot = T.Abs(matrix[k][row]) > T.Abs(matrix[k][pivot]) ? row : pivot;
            pivots |= pivot << (PivotBits * k);
            for (int column = 0; column < TColumn.Count; ++column)
                matrix = matrix.With(column, Swapped(matrix[column], k, pivot));

            TColumn upper = matrix[k], factors = TColumn.All(zero);
            T inverse = T.From(1) / upper[k];
            for (int row = k + 1; row < TColumn.Count; ++row)
            {
                T factor = upper[row] * inverse;
                factors = factors.With(row, factor);
                upper = upper.With(row, factor);
            }

            matrix = matrix.With(k, upper);
            for (int column = k + 1; column < TColumn.Count; ++column)
                matrix = matrix.With(column, matrix[column] - matrix[column][k] * factors);
        }

        return matrix;
    }

    private TColumn Substitute(TColumn x)
    {
        for (int k = 0; k < TColumn.Count; ++k)
            x = Swapped(x, k, (pivots >> (PivotBits * k)) & ((1 << PivotBits) - 1));
        for (int k = 0; k < TColumn.Count; ++k)
        {
            for (int row = k + 1; row < TColumn.Count; ++row)
                x = x.With(row, x[row] - matrix[k][row] * x[k]);
        }

        for (int k = TColumn.Count - 1; k >= 0; --k)
        {
            x = x.With(k, x[k] / matrix[k][k]);
            for (int row = 0; row < k; ++row)
                x = x.With(row, x[row] - matrix[k][row] * x[k]);
        }

        return x;
    }

    private static TColumn Swapped(TColumn column, int one, int other) => column.With(one, column[other]).With(other, column[one]);
}
