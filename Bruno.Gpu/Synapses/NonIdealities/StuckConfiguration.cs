using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Stuck cells, <see cref="StuckCells"/>; drawn once a chip.</summary>
public sealed record StuckConfiguration : IValidated
{
    /// <summary>The share of cells stuck at g_min, 0 to 1.</summary>
    public double AtMinimum { get; init; }

    /// <summary>The share of cells stuck at g_max, 0 to 1.</summary>
    public double AtMaximum { get; init; }

    internal StuckCells Model => new(AtMinimum, AtMaximum);

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        Fault[] faults = [.. Ranges.Check(("at_minimum", AtMinimum, 0, 1), ("at_maximum", AtMaximum, 0, 1))];
        return faults.Length == 0 && AtMinimum + AtMaximum > 1
            ? [new("at_maximum", FormattableString.Invariant($"and at_minimum must not exceed 1 together, are {AtMinimum + AtMaximum}"))]
            : faults;
    }
}
