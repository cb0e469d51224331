using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Asymmetry of the G+ and the G- array, <see cref="SideGains"/>.</summary>
public sealed record AsymmetryConfiguration : IValidated
{
    /// <summary>The gain of the G+ array, 0 to 10; 1 as designed.</summary>
    public double PositiveGain { get; init; } = 1;

    /// <summary>The gain of the G- array, 0 to 10; 1 as designed.</summary>
    public double NegativeGain { get; init; } = 1;

    /// <summary>Whether either gain is off.</summary>
    internal bool IsOn => PositiveGain != 1 || NegativeGain != 1;

    internal SideGains Model => new(PositiveGain, NegativeGain);

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate() =>
        Ranges.Check(("positive_gain", PositiveGain, 0, 10), ("negative_gain", NegativeGain, 0, 10));
}
