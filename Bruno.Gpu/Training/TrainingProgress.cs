namespace Bruno.Gpu.Training;

/// <summary>Where a run is.</summary>
/// <param name="Epoch">The epoch, the first being 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Split">The split that is being run.</param>
/// <param name="Sample">Samples of it that are done.</param>
/// <param name="Samples">Samples of it.</param>
/// <param name="Loss">Mean loss so far.</param>
/// <param name="Accuracy">Accuracy so far; none where numbers are predicted.</param>
/// <param name="Correct">What was right so far: samples, steps or notes.</param>
/// <param name="Trials">What could have been right.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, string Split, int Sample, int Samples, double Loss, double? Accuracy, long Correct, long Trials);
