namespace Bruno.Gpu.Kernels.Matrices;

/// <summary>
/// Which of several weight matrices, [matrices, inputs, outputs], each row of a product uses: row r of a window, which is step
/// × batch + element, uses matrix <c>(r / Rows) mod Matrices</c>.
/// </summary>
/// <param name="Matrices">How many matrices there are.</param>
/// <param name="Rows">How many rows in a row use the same one.</param>
public readonly record struct WeightSelection(int Matrices, int Rows)
{
    /// <summary>One matrix for all rows.</summary>
    public static WeightSelection One => new(1, 1);

    /// <summary>A matrix for each batch element.</summary>
    public static WeightSelection ByElement(int batch) => new(batch, 1);

    /// <summary>A matrix for each step of a window.</summary>
    public static WeightSelection ByStep(int steps, int batch) => new(steps, batch);

    /// <summary>A matrix for each chip, where the batch holds the same number of samples for each chip, chip after chip.</summary>
    public static WeightSelection ByChip(int chips, int samples) => new(chips, samples);

    /// <summary>The matrix of a row.</summary>
    public int Of(int row) => row / Rows % Matrices;

    /// <summary>The first row after a row that uses another matrix, or the end.</summary>
    public int EndOfRun(int row, int end) => Matrices == 1 ? end : Math.Min(end, (row / Rows + 1) * Rows);
}
