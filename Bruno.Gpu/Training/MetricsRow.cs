using Bruno.Gpu.Energy;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Training;

/// <summary>One row of metrics.csv: one split of one epoch. The columns are these properties, in this order.</summary>
internal sealed record MetricsRow
{
    /// <summary>The epoch, from 1; 0 for the untrained network.</summary>
    public required int Epoch { get; init; }

    /// <summary>train, validation or test.</summary>
    public required string Split { get; init; }

    /// <summary>The mean loss over the split.</summary>
    public required double Loss { get; init; }

    /// <summary>The share of right answers, 0 to 1; null for a task without classes.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Spikes per neuron and step, 0 to 1; null where it was not counted.</summary>
    public double? SpikeRate { get; init; }

    /// <summary>Synaptic operations per sample; null where they were not counted.</summary>
    public double? SynapticOperations { get; init; }

    /// <summary>The learning rate of the epoch's last step.</summary>
    public double LearningRate { get; init; }

    /// <summary>The wall time of this split in this epoch, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>The largest device memory held so far, in bytes.</summary>
    public long DeviceBytesPeak { get; init; }

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; init; }

    /// <summary>An estimate of the energy of a sample, J; null where no figures are known.</summary>
    [OptionalColumn]
    public double? EnergyJoules { get; init; }

    /// <summary>The root of the mean squared error, in the unit of the targets; null where no numbers are predicted.</summary>
    [OptionalColumn]
    public double? RmsError { get; init; }

    /// <summary>What a sample would take on digital circuits, memory accesses included, J (<see cref="DigitalEnergyModel"/>); null where it was not estimated.</summary>
    [OptionalColumn]
    public double? DigitalJoules { get; init; }
}
