using Bruno.Gpu.Energy;

namespace Bruno.Gpu.Training;

/// <summary>How a network did on a split.</summary>
/// <param name="Loss">Mean loss of a sample.</param>
/// <param name="Accuracy">
/// For classes, the share of samples (or of steps that count) classified correctly; for notes, those predicted and played over those
/// predicted or played; none where numbers are predicted.
/// </param>
/// <param name="SpikeRate">The share of neurons that fired in a step.</param>
/// <param name="SynapticOperations">Events times fan-out, a sample.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="EnergyJoules">An estimate of the energy of a sample, J; none where no figures are known.</param>
/// <param name="RmsError">Where numbers are predicted, the root of the mean squared error, in the unit of the targets; of standardised targets, in their deviations.</param>
/// <param name="NatsPerStep">
/// For sequences of notes, the negative logarithm of the probability of a step's notes, in the mean over the steps that count of all samples:
/// what is published for them. The loss divides by the notes and weighs each sample alike.
/// </param>
/// <param name="Samples">How many samples.</param>
/// <param name="Correct">What was right: samples, steps or notes.</param>
/// <param name="Trials">What could have been right.</param>
/// <param name="Digital">What digital circuits would take for a sample, of this network and of an artificial one.</param>
public sealed record SplitMetrics(
    double Loss, double? Accuracy, double SpikeRate, double SynapticOperations, double Seconds, double? EnergyJoules = null, double? RmsError = null,
    double? NatsPerStep = null, int Samples = 0, long Correct = 0, long Trials = 0, DigitalEnergy? Digital = null)
{
    /// <summary>What the energies rest on, a sentence each.</summary>
    public IReadOnlyList<string> EnergyAssumptions { get; init; } = [];
}
