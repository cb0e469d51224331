namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// Which random numbers a weight's devices have. The two devices of a differential pair share an address and take its two
/// numbers; the reference device of a row, shared by all its weights, has an address after those of the weights.
/// </summary>
/// <param name="Own">The weight's number, input × outputs + output.</param>
/// <param name="Reference">The number of its row's reference device; negative where it has a pair of its own.</param>
public readonly record struct CellIndex(int Own, int Reference)
{
    /// <summary>Whether the weight has a pair of devices of its own.</summary>
    public bool IsPair => Reference < 0;

    /// <summary>The numbers of a weight in a matrix.</summary>
    public static CellIndex Of(int cell, MatrixShape shape, bool isPair) =>
        new(cell, isPair ? -1 : shape.Inputs * shape.Outputs + cell / shape.Outputs);
}
