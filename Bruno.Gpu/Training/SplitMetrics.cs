namespace Bruno.Gpu.Training;

/// <summary>How a network did on a split.</summary>
/// <param name="Loss">Mean loss of a sample.</param>
/// <param name="Accuracy">
/// For classes, the share of samples classified correctly; for sequences, notes predicted and played over notes
/// predicted or played.
/// </param>
/// <param name="SpikeRate">The share of neurons that fired in a step.</param>
/// <param name="SynapticOperations">Events times fan-out, a sample.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="EnergyJoules">An estimate of the energy of a sample, J; none where no figures are known.</param>
public sealed record SplitMetrics(
    double Loss, double Accuracy, double SpikeRate, double SynapticOperations, double Seconds, double? EnergyJoules = null);
