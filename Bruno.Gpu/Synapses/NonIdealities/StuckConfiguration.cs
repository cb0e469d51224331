using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Stuck cells, <see cref="StuckCells"/>; drawn once a chip.</summary>
public sealed record StuckConfiguration : INonIdeality, IValidated
{
    /// <summary>The share of cells stuck at g_min, 0 to 1.</summary>
    [CardFigure("stuck_at_minimum")]
    [Number(From = 0, To = 1)]
    public double AtMinimum { get; init; }

    /// <summary>The share of cells stuck at g_max, 0 to 1.</summary>
    [CardFigure("stuck_at_maximum")]
    [Number(From = 0, To = 1)]
    public double AtMaximum { get; init; }

    /// <inheritdoc/>
    public bool ActsOnWeights => AtMinimum > 0 || AtMaximum > 0;

    /// <inheritdoc/>
    public string? Description => ActsOnWeights ? string.Join(", ", [.. AtMinimum > 0 ? [$"{InWords.Percent(AtMinimum)} stuck at g_min"] : Array.Empty<string>(), .. AtMaximum > 0 ? [$"{InWords.Percent(AtMaximum)} stuck at g_max"] : Array.Empty<string>()]) : null;

    internal StuckCells Model => new(AtMinimum, AtMaximum);

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (AtMinimum <= 1 && AtMaximum <= 1 && AtMinimum + AtMaximum > 1)
            yield return new("at_maximum", FormattableString.Invariant($"and at_minimum must not exceed 1 together, are {AtMinimum + AtMaximum}"));
    }
}
