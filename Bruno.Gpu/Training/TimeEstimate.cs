namespace Bruno.Gpu.Training;

/// <summary>How long a run will take, scaled from a training step that was timed.</summary>
/// <param name="EpochSeconds">An epoch, validation and test included, s.</param>
/// <param name="RunSeconds">All epochs, s.</param>
/// <param name="MeasuredSteps">Outer steps of the training step.</param>
/// <param name="MeasuredBatch">Its batch elements.</param>
internal sealed record TimeEstimate(double EpochSeconds, double RunSeconds, int MeasuredSteps, int MeasuredBatch);
