using Bruno.Gpu.Recordings;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Tests.Training;

/// <summary>Small runs whose sequences differ in length, of both kinds of data.</summary>
internal static class SessionSetup
{
    public const int Steps = 17;

    /// <summary>An encoder, a recurrent layer and devices, that count spikes.</summary>
    public static RunConfiguration Classification { get; } = new()
    {
        Seed = 5,
        Network = new NetworkConfiguration
        {
            Layers =
            [
                new EncoderLayerConfiguration { Copies = 2, GainLow = 1, GainHigh = 3 },
                new LifLayerConfiguration { Threshold = 0.3, Recurrent = true },
                new LinearLayerConfiguration { InitialLow = -0.5, InitialHigh = 3, Bias = true },
                new DeviceLayerConfiguration { Substeps = 12 },
            ],
        },
        Loss = new LossConfiguration { Kind = Bruno.Gpu.Losses.LossKind.SpikeCount },
        Training = new TrainingConfiguration { Epochs = 3, BatchSize = 4 },
    };

    /// <summary>Devices and a linear readout, each layer a step late, with a target at every step.</summary>
    public static RunConfiguration Sequences { get; } = Classification with
    {
        Network = new NetworkConfiguration
        {
            Timing = LayerTiming.Pipelined,
            Layers =
            [
                new LinearLayerConfiguration { Outputs = 5, InitialLow = -0.5, InitialHigh = 3 },
                new DeviceLayerConfiguration { Substeps = 12 },
                new LinearLayerConfiguration { Bias = true },
            ],
        },
        Loss = new LossConfiguration { Kind = Bruno.Gpu.Losses.LossKind.Sequence, WarmupSteps = 1 },
    };

    /// <summary>Nothing but some parameters of the devices, a value a neuron, of the encoder and of the LIF neurons.</summary>
    public static RunConfiguration Trained(RunConfiguration configuration, params string[] names) => configuration with
    {
        Network = configuration.Network with { Train = names, TrainValues = TrainedValues.Neuron },
    };

    /// <summary>The data of one of the two: 3 channels, 4 outputs.</summary>
    public static Dataset DataOf(RunConfiguration configuration)
    {
        bool hasTargets = configuration.Loss.Kind == Bruno.Gpu.Losses.LossKind.Sequence;
        Random random = new(12);
        Sample Make(int index)
        {
            int steps = Steps - index * 5 % 9;
            float[] Values(int width) => [.. Enumerable.Range(0, steps * width).Select(_ => (float)(2 * random.NextDouble()))];
            return new Sample(Values(3), steps, hasTargets ? -1 : index % 4, hasTargets ? Values(4) : null);
        }

        Sample[] Split(int count) => [.. Enumerable.Range(0, count).Select(Make)];
        return new Dataset(
            "small", hasTargets ? DatasetTask.SequencePrediction : DatasetTask.Classification, 3, 4, ["a", "b", "c", "d"],
            Split(10), Split(3), Split(5), "made for a test");
    }

    /// <summary>Every gradient method as a configuration says it, by name.</summary>
    public static GradientConfiguration Gradient(string name) => name switch
    {
        "checkpointed sqrt" => new() { Method = GradientKind.Checkpointed, Checkpoints = CheckpointPlacement.Sqrt },
        "sltt-k" => new() { Method = GradientKind.SlttK, Steps = 4 },
        "truncated" => new() { Method = GradientKind.Truncated, Steps = 6 },
        _ => new() { Method = Enum.Parse<GradientKind>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) },
    };
}
