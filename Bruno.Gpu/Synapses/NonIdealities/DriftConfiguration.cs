using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Drift of the conductance after a write, <see cref="Drift"/>; the exponents of devices are drawn once a chip.</summary>
public sealed record DriftConfiguration : INonIdeality
{
    /// <summary>The mean of the exponent nu, -1 to 1; positive where conductances fall.</summary>
    [CardFigure("drift_exponent")]
    [Number(From = -1, To = 1)]
    public double Exponent { get; init; }

    /// <summary>The standard deviation of the exponent from device to device, 0 to 1.</summary>
    [CardFigure("drift_spread")]
    [Number(From = 0, To = 1)]
    public double Spread { get; init; }

    /// <summary>The time t_0 after the write at which conductances are what was written, s.</summary>
    [CardFigure("drift_reference_time")]
    [Number(From = 1e-12, To = 1e12, Unit = "s")]
    public double ReferenceTime { get; init; } = 1;

    /// <inheritdoc/>
    public bool ActsOnWeights => IsOn;

    /// <inheritdoc/>
    public bool MakesChipsDiffer => Spread > 0;

    /// <inheritdoc/>
    public string? Description => ActsOnWeights ? $"drift exponent {InWords.Number(Exponent)} +- {InWords.Number(Spread)} from {InWords.Number(ReferenceTime)} s on" : null;

    /// <summary>Whether anything drifts.</summary>
    internal bool IsOn => Exponent != 0 || Spread > 0;

    /// <summary>The model at a time after the write, s.</summary>
    internal Drift Model(double seconds) =>
        new(Exponent, Spread, IsOn && seconds > ReferenceTime ? PortableMath.Log(seconds / ReferenceTime) : 0);
}
