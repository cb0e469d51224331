namespace Bruno.Gpu.EarlyExit;

/// <summary>At which confidences a network may stop.</summary>
/// <param name="Thresholds">The confidences, from above 0 to below 1, in order.</param>
/// <param name="Temperature">What logits are divided by, positive; none where it is fitted to the validation set.</param>
internal sealed record ExitOptions(IReadOnlyList<double> Thresholds, double? Temperature = 1)
{
    /// <summary>The thresholds where none are named.</summary>
    public static IReadOnlyList<double> UsualThresholds { get; } = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999];
}
