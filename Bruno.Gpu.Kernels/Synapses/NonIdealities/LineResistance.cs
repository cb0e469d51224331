using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.NonIdealities;

/// <summary>
/// The voltage lost along the lines of an array, to first order in R G (the complete network of wires is solved by A. Chen, "A
/// comprehensive crossbar array model with solutions for line resistance and nonlinear device characteristics", IEEE
/// Transactions on Electron Devices 60, 1318 (2013)). The matrix is cut into tiles; in a tile, rows are driven from the side of
/// column 0, and columns are read at a virtual ground below the last row. The current of every cell flows through the wire that it shares with others,
/// so that cell (i, j) sees the share
/// <code>
/// 1 - R ( sum over m of (min(j, m) + 1) G_im  +  a sum over l of (rows - max(i, l)) G_lj )
/// </code>
/// of its voltage, a being the mean share of rows that are driven at a time (all: the worst case).
/// </summary>
/// <param name="Resistance">R, of the wire from a cell to the next, ohm.</param>
/// <param name="Activity">a, 0 to 1.</param>
/// <param name="Rows">The rows of a tile.</param>
/// <param name="Columns">The columns of a tile.</param>
public readonly record struct LineResistance(double Resistance, double Activity, int Rows, int Columns)
{
    /// <summary>The share of its voltage that a cell loses, from the two sums; at most all of it.</summary>
    public double Loss(double rowSum, double columnSum) => Ordering.Min(1, Resistance * (rowSum + Activity * columnSum));
}
