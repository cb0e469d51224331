using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Runs;

/// <summary>Epochs and batches.</summary>
public sealed record TrainingConfiguration
{
    /// <summary>How often the training set is seen.</summary>
    [Number(From = 1)]
    public int Epochs { get; init; } = 10;

    /// <summary>Samples of a batch.</summary>
    [Number(From = 1)]
    public int BatchSize { get; init; } = 16;

    /// <summary>
    /// After how many epochs, or steps of the optimizer, training moves to another chip: variability of synapses and neurons
    /// is drawn anew. Not given, it stays on one chip.
    /// </summary>
    [Number(From = 1)]
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
}
