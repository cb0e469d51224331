namespace Bruno.Gpu.EarlyExit;

/// <summary>What early exit does to a network: early-exit.json.</summary>
internal sealed record ExitReport
{
    /// <summary>best or last.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>The epoch of the checkpoint.</summary>
    public required int Epoch { get; init; }

    /// <summary>The split, or all of other data.</summary>
    public required string Split { get; init; }

    /// <summary>What logits are divided by before the softmax.</summary>
    public required double Temperature { get; init; }

    /// <summary>
    /// The lowest threshold with which the validation set has at least the accuracy that it has without early exit; none where no
    /// threshold has, or there is no validation set.
    /// </summary>
    public required double? ChosenThreshold { get; init; }

    /// <summary>A row a threshold, and one without early exit at the end.</summary>
    public required IReadOnlyList<ExitRow> Rows { get; init; }

    /// <summary>What the energies rest on.</summary>
    public required IReadOnlyList<string> EnergyAssumptions { get; init; }
}
