namespace Bruno.Gpu.Scripting;

/// <summary>How a network did on a batch, before the step that follows from it.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="Accuracy">The share that was right; none where numbers are predicted.</param>
public sealed record BatchScore(double Loss, double? Accuracy);
