using Bruno.Gpu.Energy;
using Bruno.Gpu.Training;

namespace Bruno.Cli.Rendering;

/// <summary>What an evaluation prints as JSON.</summary>
/// <param name="Samples">How many samples.</param>
/// <param name="Correct">What was right: samples, steps that count, or notes.</param>
/// <param name="Trials">What could have been right.</param>
/// <param name="Accuracy">Correct over trials; null where numbers are predicted.</param>
/// <param name="Loss">Mean loss of a sample.</param>
/// <param name="RmsError">Where numbers are predicted, the root of the mean squared error.</param>
/// <param name="NatsPerStep">For sequences of notes, the negative logarithm of the probability of a step's notes, mean over all steps.</param>
/// <param name="Checkpoint">best or last, or the file of a network.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Split">The split, or all.</param>
/// <param name="Data">Other data than those of the run.</param>
/// <param name="SpikeRate">The share of neurons that fired in a step.</param>
/// <param name="SynapticOperations">Events times fan-out, a sample.</param>
/// <param name="EnergyJoules">An estimate of the energy of a sample, J.</param>
/// <param name="Digital">What digital circuits would take for a sample, of this network and of an artificial one of its shape and bits, J.</param>
/// <param name="EnergyAssumptions">What it rests on.</param>
internal sealed record Evaluation(
    int Samples, long Correct, long Trials, double? Accuracy, double Loss, double? RmsError, double? NatsPerStep, string Checkpoint, int Epoch, string Split, string? Data,
    double SpikeRate, double SynapticOperations, double? EnergyJoules, DigitalEnergy? Digital, IReadOnlyList<string> EnergyAssumptions)
{
    /// <summary>What came of an evaluation.</summary>
    public static Evaluation Of(SplitMetrics metrics, string checkpoint, int epoch, EvaluatedData on) => new(
        metrics.Samples, metrics.Correct, metrics.Trials, metrics.Accuracy, metrics.Loss, metrics.RmsError, metrics.NatsPerStep, checkpoint, epoch, on.Name, on.Path,
        metrics.SpikeRate, metrics.SynapticOperations, metrics.EnergyJoules, metrics.Digital, metrics.EnergyAssumptions);
}
