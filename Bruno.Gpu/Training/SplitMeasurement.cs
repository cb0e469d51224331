using Bruno.Gpu.Configuration;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Training;

/// <summary>Makes metrics of what the batches of a split leave: losses and scores of the samples, events of the layers.</summary>
/// <param name="configuration">The configuration as it is run.</param>
/// <param name="network">The network.</param>
/// <param name="stepSeconds">The length of a step, s.</param>
/// <param name="stepsOfStep">Steps an outer step: more than one where the network runs at micro-steps.</param>
internal sealed class SplitMeasurement<T>(RunConfiguration configuration, Network<T> network, double stepSeconds, int stepsOfStep)
    where T : unmanaged, IReal<T>
{
    /// <summary>The length of a step, s.</summary>
    public double StepSeconds => stepSeconds;

    /// <summary>What energies are estimated with.</summary>
    public EnergyModel Energy { get; } = EnergyModel.Of(configuration.Design, configuration.Energy);

    /// <summary>What energies rest on, a sentence each.</summary>
    public IReadOnlyList<string> EnergyAssumptions => [.. Energy.Assumptions, .. Digital.Assumptions];

    private DigitalEnergyModel Digital { get; } = DigitalEnergyModel.Of(network, configuration.Design);

    /// <summary>How far a split is.</summary>
    /// <param name="split">The split.</param>
    /// <param name="order">Its samples in the order in which they are run.</param>
    /// <param name="done">How many of them were.</param>
    /// <param name="epoch">The epoch, the first being 1.</param>
    public TrainingProgress Progress(DeviceSplit<T> split, int[] order, int done, int epoch)
    {
        (double meanLoss, long correct, long trials) = split.Scores.Download().Of(order.AsSpan(0, done));
        return new(epoch, configuration.Training.Epochs, split.Name, done, split.Count, meanLoss, AccuracyOf(correct, trials), correct, trials);
    }

    /// <summary>The metrics of a split that was run to its end.</summary>
    /// <param name="split">The split.</param>
    /// <param name="end">Its progress at the end.</param>
    /// <param name="activity">What the layers did.</param>
    /// <param name="seconds">How long it took.</param>
    public SplitMetrics Metrics(DeviceSplit<T> split, TrainingProgress end, NetworkActivity activity, double seconds)
    {
        long steps = split.Steps.Sum(count => (long)count);
        double? joules = Energy.JoulesOfSample(activity.OfLayers, steps * stepSeconds, split.Count);
        double? error = configuration.Loss is { Kind: LossKind.SquaredError, Own: null } ? Math.Sqrt(end.Loss) : null;
        return new SplitMetrics(
            end.Loss, end.Accuracy, activity.SpikeRate(steps), activity.Operations / split.Count, seconds, joules, error, NatsPerStep(split), split.Count, end.Correct, end.Trials,
            Digital.OfSample(activity.OfLayers, (double)steps / stepsOfStep, split.Count))
        {
            EnergyAssumptions = EnergyAssumptions,
        };
    }

    /// <summary>What digital circuits would take for a sample of a split, in the mean, of which the spiking network's share is known.</summary>
    /// <param name="split">The split.</param>
    /// <param name="spiking">The energy of the spiking network, J.</param>
    public DigitalEnergy DigitalOf(DeviceSplit<T> split, double spiking) => Digital.WithSpiking(spiking, split.Steps.Average() / stepsOfStep);

    private double? NatsPerStep(DeviceSplit<T> split)
    {
        if (configuration.Loss is not { Kind: LossKind.Sequence, Own: null })
            return null;
        double[] losses = split.Scores.Download().Losses;
        double nats = 0;
        long scored = 0;
        for (int sample = 0; sample < split.Count; ++sample)
        {
            int steps = split.Steps[sample] - configuration.Loss.UnscoredSteps;
            nats += losses[sample] * steps * network.Layers[^1].Outputs;
            scored += steps;
        }

        return nats / scored;
    }

    private double? AccuracyOf(long correct, long trials) =>
        configuration.Loss.Kind == LossKind.SquaredError ? null : trials > 0 ? (double)correct / trials : 0;
}
