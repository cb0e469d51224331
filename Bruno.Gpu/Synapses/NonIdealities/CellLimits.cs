namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>What no cell exceeds, far beyond what is made: numbers above it are slips of the unit.</summary>
internal static class CellLimits
{
    /// <summary>More than any cell conducts, S.</summary>
    public const double Siemens = 1000;
}
