using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>
/// A step of Gauss-Jordan elimination, as every column sees it: the row with the largest number of column k from row k on changes places
/// with row k, is divided by that number, and is subtracted from all others so often that they have 0 in column k.
/// </summary>
public readonly struct Elimination<T, TColumn> : IColumnMap<TColumn>
    where T : unmanaged, IReal<T>
    where TColumn : unmanaged, INumbers<TColumn, T>
{
    private readonly TColumn factors;
    private readonly T inverse;
    private readonly int row;
    private readonly int pivot;

    /// <summary>The step of a column.</summary>
    /// <param name="column">The column, after the steps of those before it.</param>
    /// <param name="k">Its index.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Elimination(TColumn column, int k)
    {
        row = k;
        int largest = k;
        T size = T.Abs(column[k]);
        for (int i = k + 1; i < TColumn.Count; ++i)
        {
            T candidate = T.Abs(column[i]);
            largest = candidate > size ? i : largest;
            size = candidate > size ? candidate : size;
        }

        pivot = largest;
        column = Swapped(column, k, largest);
        inverse = T.From(1) / column[k];
        factors = column.With(k, T.From(0));
    }

    /// <inheritdoc/>
    // A method of its own, because the .NET compiler inlines up to a budget, beyond which even an addition is a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TColumn Of(TColumn column)
    {
        column = Swapped(column, row, pivot);
        T scaled = inverse * column[row];
        return (column - scaled * factors).With(row, scaled);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TColumn Swapped(TColumn column, int one, int other) => column.With(one, column[other]).With(other, column[one]);
}
