using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Device-to-device variability of synapses, <see cref="DeviceVariability"/>; drawn once a chip.</summary>
public sealed record VariabilityConfiguration
{
    /// <summary>Standard deviation as a share of the conductance, 0 to 1.</summary>
    [Number(From = 0, To = 1)]
    public double Sigma { get; init; }

    internal DeviceVariability Model => new(Sigma);
}
