using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Asymmetry of the G+ and the G- array, <see cref="SideGains"/>.</summary>
public sealed record AsymmetryConfiguration : INonIdeality
{
    /// <summary>The gain of the G+ array, 0 to 10; 1 as designed.</summary>
    [Number(From = 0, To = 10)]
    public double PositiveGain { get; init; } = 1;

    /// <summary>The gain of the G- array, 0 to 10; 1 as designed.</summary>
    [Number(From = 0, To = 10)]
    public double NegativeGain { get; init; } = 1;

    /// <inheritdoc/>
    public bool ActsOnWeights => IsOn;

    /// <inheritdoc/>
    public bool MakesChipsDiffer => false;

    /// <inheritdoc/>
    public string? Description => ActsOnWeights ? $"gains {InWords.Number(PositiveGain)} and {InWords.Number(NegativeGain)}" : null;

    /// <summary>Whether either gain is off.</summary>
    internal bool IsOn => PositiveGain != 1 || NegativeGain != 1;

    internal SideGains Model => new(PositiveGain, NegativeGain);
}
