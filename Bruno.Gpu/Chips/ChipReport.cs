namespace Bruno.Gpu.Chips;

/// <summary>The summary of a network on virtual chips: chips.json.</summary>
public sealed record ChipReport
{
    /// <summary>completed or cancelled; a cancelled one has the chips that were done.</summary>
    public required string Status { get; init; }

    /// <summary>best or last.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>The epoch of the checkpoint.</summary>
    public required int Epoch { get; init; }

    /// <summary>train, validation or test.</summary>
    public required string Split { get; init; }

    /// <summary>What the seeds of the chips follow from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The compute device.</summary>
    public required string Device { get; init; }

    /// <summary>Chips that ran side by side.</summary>
    public required int ChipsAtATime { get; init; }

    /// <summary>What makes chips differ from the network as it was meant, in words.</summary>
    public required IReadOnlyList<string> Conditions { get; init; }

    /// <summary>Loss and accuracy of a chip on which none of that acts; levels of weights stay.</summary>
    public required double ReferenceLoss { get; init; }

    /// <inheritdoc cref="ReferenceLoss"/>
    public required double ReferenceAccuracy { get; init; }

    /// <summary>The accuracy that a chip must reach to count as working.</summary>
    public required double YieldAbove { get; init; }

    /// <summary>The accuracies at each time after programming.</summary>
    public required IReadOnlyList<ChipSummary> Summaries { get; init; }

    /// <summary>Seconds for all chips, one time after programming.</summary>
    public required double Seconds { get; init; }

    /// <summary>Seconds for chip 0 alone, with everything built and compiled already; none where it is the only one.</summary>
    public required double? SecondsOfOne { get; init; }

    /// <summary>The time of all chips as a share of so many times that of one; none where there is one.</summary>
    public required double? ShareOfOneByOne { get; init; }

    /// <summary>What the reader should know besides.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
