using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Device-to-device variability of synapses, <see cref="DeviceVariability"/>; drawn once a chip.</summary>
public sealed record VariabilityConfiguration : INonIdeality
{
    /// <summary>Standard deviation as a share of the conductance, 0 to 1.</summary>
    [CardFigure("d2d_sigma")]
    [Number(From = 0, To = 1)]
    public double Sigma { get; init; }

    /// <inheritdoc/>
    public bool ActsOnWeights => Sigma > 0;

    /// <inheritdoc/>
    public string? Description => ActsOnWeights ? $"D2D {InWords.Percent(Sigma)}" : null;

    internal DeviceVariability Model => new(Sigma);
}
