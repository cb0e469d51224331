using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Cycle-to-cycle noise of reads, <see cref="ReadNoise"/>; drawn every step.</summary>
public sealed record ReadNoiseConfiguration
{
    /// <summary>Standard deviation as a share of the conductance, 0 to 1.</summary>
    [Number(From = 0, To = 1)]
    public double Relative { get; init; }

    /// <summary>Standard deviation besides that, S.</summary>
    [Number(From = 0, To = ConductanceConfiguration.LargestSiemens, Unit = "S")]
    public double Absolute { get; init; }

    /// <summary>What is drawn: a number for each output, or for each cell.</summary>
    public ReadNoiseDraw Draw { get; init; } = ReadNoiseDraw.Output;

    internal ReadNoise Model => new(Relative, Absolute);
}
