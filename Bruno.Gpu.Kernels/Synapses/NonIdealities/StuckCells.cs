using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.NonIdealities;

/// <summary>
/// Cells that no write reaches: a share is stuck at g_min (never formed, or open) and a share at g_max (shorted), once a
/// chip (Chen et al., "RRAM defect modeling and failure analysis based on march test and a novel squeeze-search scheme", IEEE
/// Transactions on Computers 64, 180 (2015)). They have no error, variability or drift besides.
/// </summary>
/// <param name="AtMinimum">The share stuck at g_min, 0 to 1.</param>
/// <param name="AtMaximum">The share stuck at g_max, 0 to 1.</param>
public readonly record struct StuckCells(double AtMinimum, double AtMaximum)
{
    /// <summary>The conductance of a cell, S.</summary>
    /// <param name="conductance">What it would be, S.</param>
    /// <param name="minimum">g_min, S.</param>
    /// <param name="maximum">g_max, S.</param>
    /// <param name="uniform">A number from (0, 1).</param>
    public double Apply(double conductance, double minimum, double maximum, double uniform)
    {
        if (Ordering.Less(uniform, AtMinimum))
            return minimum;
        return Ordering.Less(1 - AtMaximum, uniform) ? maximum : conductance;
    }
}
