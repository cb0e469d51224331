namespace Bruno.Gpu.Kernels.Matrices;

/// <summary>The rows of a window that use the same one of several matrices, counted from 0.</summary>
/// <param name="Selection">Which matrix each row uses.</param>
/// <param name="Matrix">The matrix.</param>
/// <param name="Count">How many rows use it.</param>
public readonly record struct MatrixRows(WeightSelection Selection, int Matrix, int Count)
{
    /// <summary>All rows, where there is one matrix.</summary>
    public static MatrixRows All(int rows) => new(WeightSelection.One, 0, rows);

    /// <summary>The rows of a matrix among the first rows of a window.</summary>
    public static MatrixRows Of(WeightSelection selection, int matrix, int rows)
    {
        int period = selection.Matrices * selection.Rows;
        int rest = rows % period - matrix * selection.Rows;
        return new(selection, matrix, rows / period * selection.Rows + Math.Max(0, Math.Min(rest, selection.Rows)));
    }

    /// <summary>The row of the window.</summary>
    public int this[int index] => Selection.Matrices == 1
        ? index
        : (index / Selection.Rows * Selection.Matrices + Matrix) * Selection.Rows + index % Selection.Rows;
}
