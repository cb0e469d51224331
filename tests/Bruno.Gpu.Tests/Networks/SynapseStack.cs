using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Losses;
using ILGPU;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Linear, recurrent LIF, linear, FeLIF, with synapses of each matrix, and what all layers do in a pass.</summary>
internal sealed record SynapseStack
{
    public const int Steps = 8, Batch = 3, Inputs = 3, Hidden = 5, Outputs = 4;

    /// <summary>Inputs that differ from step to step and from one batch element to the next.</summary>
    public static double[][][] Varied { get; } = new RandomArrays(61).Cube(Steps, Batch, Inputs, 0, 3);

    /// <summary>The same input at every step and for every batch element.</summary>
    public static double[][][] Constant { get; } = [.. Enumerable.Repeat(Enumerable.Repeat(new[] { 1.3, 2.1, 0.4 }, Batch).ToArray(), Steps)];

    /// <summary>The synapses of the first dense layer.</summary>
    public SynapseConfiguration? First { get; init; }

    /// <summary>The recurrent synapses.</summary>
    public SynapseConfiguration? Recurrent { get; init; }

    /// <summary>The synapses of the second dense layer.</summary>
    public SynapseConfiguration? Second { get; init; }

    /// <summary>How devices vary.</summary>
    public NeuronVariability Neurons { get; init; } = new();

    /// <summary>The threshold of the LIF neurons.</summary>
    public double Threshold { get; init; } = 0.3;

    /// <summary>Whether all weights are on a level of three bits.</summary>
    public bool IsOnLevels { get; init; }

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; init; } = 3;

    /// <summary>The same synapses in all places.</summary>
    public static SynapseStack Of(SynapseConfiguration? synapses) => new() { First = synapses, Recurrent = synapses, Second = synapses };

    /// <summary>Synapses in one place, by the number of the layer: 0, 1 (recurrent) or 2.</summary>
    public static SynapseStack At(int layer, SynapseConfiguration synapses) => layer switch
    {
        0 => new() { First = synapses },
        1 => new() { Recurrent = synapses },
        _ => new() { Second = synapses },
    };

    /// <summary>Runs passes on one network, each after what is done to its draws.</summary>
    public StackActivity[] Run<T>(ComputeDevice device, double[][][] input, params Action<PassDraws>[] passes)
        where T : unmanaged, IReal<T>
    {
        SequenceExtent extent = new(Steps, Batch);
        using Network<T> network = Build<T>(device, extent);
        using DeviceBuffer<T> buffer = device.Memory.Allocate<T>(Array.ConvertAll(Flat.Of(input), T.From), MemoryPurpose.Data);
        LossSetup setup = new(Losses.LossKind.SpikeCount, [.. Enumerable.Repeat(Steps, Batch)]) { Labels = [0, 2, 3] };
        using ILoss<T> loss = setup.Create<T>(device, Batch, Outputs);
        using LossBuffers<T> targets = new(device, setup);
        return Array.ConvertAll(passes, prepare =>
        {
            prepare(network.Draws);
            new LossPass<T>(network, loss).Train(new Signal<T>(buffer.View), targets.Targets, targets.Scores, extent);
            return StackActivity.Of(network);
        });
    }

    /// <summary>The first pass of training.</summary>
    public StackActivity Run<T>(ComputeDevice device, double[][][] input)
        where T : unmanaged, IReal<T> => Run<T>(device, input, draws => draws.Train(0))[0];

    /// <summary>Builds the network.</summary>
    public Network<T> Build<T>(ComputeDevice device, SequenceExtent capacity)
        where T : unmanaged, IReal<T>
    {
        RandomArrays random = new(8);
        double[] Weights(int count, double low, double high)
        {
            double[] weights = random.Vector(count, low, high);
            return IsOnLevels ? [3, .. weights.Skip(1).Select(weight => Math.Clamp(Math.Round(weight), -3, 3))] : weights;
        }

        NetworkBuilder<T> builder = new(device, Inputs) { Draws = new PassDraws(Seed) };
        builder.AddLinear(Hidden, Weights(Inputs * Hidden, -1, 4), random.Vector(Hidden, -0.3, 1), First);
        builder.AddLif(0.8, 0.7, Threshold, SurrogateKind.Superspike, 10, Weights(Hidden * Hidden, -1.5, 1.5), Recurrent);
        builder.AddLinear(Outputs, Weights(Hidden * Outputs, -0.5, 3), random.Vector(Outputs, 0.1, 0.5), Second);
        builder.AddDevices(
            DeviceCatalogue.Find("felif"), new Dictionary<string, double>(), new FelifSetup { MicroSteps = 100 }.Options(new BrunoGradient()), Neurons, 3);
        return builder.Build(capacity);
    }
}
