namespace Bruno.Gpu.RunReports.Inspections;

/// <summary>What only the trained network itself can tell: its best checkpoint was run on the test set.</summary>
internal sealed record RunInspection
{
    /// <summary>The epoch of the checkpoint.</summary>
    public int? Epoch { get; init; }

    /// <summary>The names of the classes; none where samples have no class.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>How many test samples of each class (row) were taken for each (column).</summary>
    public int[,] Confusion { get; init; } = new int[0, 0];

    /// <summary>The chosen samples.</summary>
    public IReadOnlyList<InspectedSample> Samples { get; init; } = [];

    /// <summary>The weight matrices.</summary>
    public IReadOnlyList<InspectedWeights> Weights { get; init; } = [];

    /// <summary>What is missing and why, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
