namespace Bruno.Gpu.Training;

/// <summary>Loss and accuracy on a split.</summary>
/// <param name="Loss">Mean loss of a sample.</param>
/// <param name="Accuracy">See <see cref="SplitMetrics"/>.</param>
public sealed record SplitSummary(double Loss, double? Accuracy);
