namespace Bruno.Gpu.Training;

/// <summary>Epochs and batches.</summary>
public sealed record TrainingConfiguration
{
    /// <summary>How often the training set is seen.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples of a batch.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>
    /// Epochs after which training goes on on another chip: variability of synapses and neurons is drawn anew. Not given, it
    /// stays on one chip.
    /// </summary>
    public int? ResampleEvery { get; init; }

    /// <summary>The number of the chip that an epoch is trained on.</summary>
    public int ChipOf(int epoch) => ResampleEvery is int every ? Math.Max(epoch - 1, 0) / every : 0;

    /// <summary>Faults of the values, each beginning with its key.</summary>
    public IEnumerable<string> Validate()
    {
        if (Epochs < 1)
            yield return $"epochs must be at least 1, not {Epochs}";
        if (ResampleEvery < 1)
            yield return $"resample_every must be at least 1 epoch, not {ResampleEvery}";
        if (BatchSize < 1)
            yield return $"batch_size must be at least 1, not {BatchSize}";
    }
}
