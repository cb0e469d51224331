namespace Bruno.Gpu.Chips;

/// <summary>How one virtual chip did at one time after it was programmed: a row of chips.csv, whose columns are these properties.</summary>
internal sealed record ChipMetrics
{
    /// <summary>The number of the chip, from 0.</summary>
    public required int Chip { get; init; }

    /// <summary>Its seed, which decides about all its devices.</summary>
    public required ulong ChipSeed { get; init; }

    /// <summary>The time since it was programmed, s.</summary>
    public required double AfterSeconds { get; init; }

    /// <summary>The mean loss of a sample.</summary>
    public required double Loss { get; init; }

    /// <summary>The share of right answers, 0 to 1; for sequences, notes predicted and played over notes predicted or played.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Spikes per neuron and step, 0 to 1.</summary>
    public required double SpikeRate { get; init; }

    /// <summary>Synaptic operations of a sample.</summary>
    public required double SynapticOperations { get; init; }

    /// <summary>An estimate of the energy of a sample, J; none where no figures are known.</summary>
    public double? EnergyJoules { get; init; }
}
