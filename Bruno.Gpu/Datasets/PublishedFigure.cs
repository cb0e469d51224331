namespace Bruno.Gpu.Datasets;

/// <summary>A result that others published on a data set.</summary>
internal sealed record PublishedFigure
{
    /// <summary>The network.</summary>
    public required string Network { get; init; }

    /// <summary>What it reached, with its unit.</summary>
    public required string Value { get; init; }

    /// <summary>Who published it.</summary>
    public required string By { get; init; }
}
