namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// Which random numbers the rows of a product have, row = step × batch + element: those of the element's chip, of its place on the
/// chip, and of the step.
/// </summary>
/// <param name="Batch">Batch elements.</param>
/// <param name="ElementsOfChip">Batch elements of a chip.</param>
/// <param name="First">The number of the first step; its highest bit is that of all steps.</param>
public readonly record struct NoiseRows(int Batch, int ElementsOfChip, uint First)
{
    private const uint HighestBit = 0x8000_0000;

    /// <summary>The chip of a row.</summary>
    public int ChipOf(int row) => row % Batch / ElementsOfChip;

    /// <summary>The place of a row's batch element on its chip.</summary>
    public int ElementOf(int row) => row % Batch % ElementsOfChip;

    /// <summary>The number of a row's step.</summary>
    public uint NumberOf(int row) => ((First + (uint)(row / Batch)) & ~HighestBit) | (First & HighestBit);
}
