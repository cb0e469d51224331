namespace Bruno.Gpu.Training;

/// <summary>Epochs and batches.</summary>
public sealed record TrainingConfiguration
{
    /// <summary>How often the training set is seen.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples of a batch.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Faults of the values, each beginning with its key.</summary>
    public IEnumerable<string> Validate()
    {
        if (Epochs < 1)
            yield return $"epochs must be at least 1, not {Epochs}";
        if (BatchSize < 1)
            yield return $"batch_size must be at least 1, not {BatchSize}";
    }
}
