namespace Bruno.Gpu.Scripting;

/// <summary>How an epoch went.</summary>
/// <param name="Epoch">Its number, the first being 1.</param>
/// <param name="LearningRate">The learning rate of its last batch.</param>
/// <param name="TrainLoss">The mean loss of the training samples, each at the time when it was seen.</param>
/// <param name="ValidationLoss">The mean loss of the validation samples after it.</param>
/// <param name="ValidationAccuracy">The share of them that was right; none where numbers are predicted.</param>
public sealed record EpochScore(int Epoch, double LearningRate, double TrainLoss, double ValidationLoss, double? ValidationAccuracy);
