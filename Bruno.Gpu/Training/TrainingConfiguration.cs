namespace Bruno.Gpu.Training;

/// <summary>Epochs and batches.</summary>
public sealed record TrainingConfiguration
{
    /// <summary>How often the training set is seen.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples of a batch.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>
    /// After how many epochs, or steps of the optimizer, training moves to another chip: variability of synapses and neurons
    /// is drawn anew. Not given, it stays on one chip.
    /// </summary>
    public int? ResampleEvery { get; init; }

    /// <summary>What <see cref="ResampleEvery"/> counts. A network learns the chip it is on within an epoch; only chips that change faster make it learn what they have in common.</summary>
    public ResampleUnit ResampleUnit { get; init; } = ResampleUnit.Epoch;

    /// <summary>The number of the chip that a pass runs on.</summary>
    /// <param name="epoch">The epoch, from 1; 0 before the first.</param>
    /// <param name="step">Steps that the optimizer has taken.</param>
    public int ChipOf(int epoch, long step) =>
        ResampleEvery is not int every ? 0
        : ResampleUnit == ResampleUnit.Step ? (int)(step / every)
        : Math.Max(epoch - 1, 0) / every;

    /// <summary>Faults of the values, each beginning with its key.</summary>
    public IEnumerable<string> Validate()
    {
        if (Epochs < 1)
            yield return $"epochs must be at least 1, not {Epochs}";
        if (ResampleEvery < 1)
            yield return $"resample_every must be at least 1, not {ResampleEvery}";
        if (BatchSize < 1)
            yield return $"batch_size must be at least 1, not {BatchSize}";
    }
}
