using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Cycle-to-cycle noise of reads, <see cref="ReadNoise"/>; drawn every step.</summary>
public sealed record ReadNoiseConfiguration : INonIdeality
{
    /// <summary>Standard deviation as a share of the conductance, 0 to 1.</summary>
    [CardFigure("read_noise_relative")]
    [Number(From = 0, To = 1)]
    public double Relative { get; init; }

    /// <summary>Standard deviation besides that, S.</summary>
    [CardFigure("read_noise_absolute")]
    [Number(From = 0, To = CellLimits.Siemens, Unit = "S")]
    public double Absolute { get; init; }

    /// <summary>What is drawn: a number for each output, or for each cell.</summary>
    public ReadNoiseDraw Draw { get; init; } = ReadNoiseDraw.Output;

    /// <inheritdoc/>
    public bool ActsOnWeights => Model.IsOn;

    /// <inheritdoc/>
    public string? Description => ActsOnWeights ? string.Join(", ", [.. Relative > 0 ? [$"read noise {InWords.Percent(Relative)}"] : Array.Empty<string>(), .. Absolute > 0 ? [$"read noise {InWords.Number(Absolute)} S"] : Array.Empty<string>()]) : null;

    internal ReadNoise Model => new(Relative, Absolute);
}
