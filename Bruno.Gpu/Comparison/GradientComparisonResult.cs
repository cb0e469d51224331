namespace Bruno.Gpu.Comparison;

/// <summary>What came of a comparison of gradients.</summary>
internal sealed record GradientComparisonResult
{
    /// <summary>completed, or cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>What was compared, in a line: parameters, batch, reference.</summary>
    public required string Subject { get; init; }

    /// <summary>What a reader must know besides the numbers.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>The rows of gradients.csv.</summary>
    public required IReadOnlyList<GradientComparisonRow> Rows { get; init; }
}
