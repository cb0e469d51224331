using Bruno.Gpu.Energy;

namespace Bruno.Gpu.Training;

/// <summary>Loss, accuracy and energy on a split.</summary>
/// <param name="Loss">Mean loss of a sample.</param>
/// <param name="Accuracy">See <see cref="SplitMetrics"/>.</param>
/// <param name="EnergyJoules">The energy of a sample, J.</param>
/// <param name="RmsError">See <see cref="SplitMetrics"/>.</param>
/// <param name="Digital">See <see cref="SplitMetrics"/>.</param>
public sealed record SplitSummary(double Loss, double? Accuracy, double? EnergyJoules = null, double? RmsError = null, DigitalEnergy? Digital = null);
