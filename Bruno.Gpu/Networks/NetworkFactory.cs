using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Networks;

/// <summary>Builds the network of a design, with initial parameters that follow from the seed.</summary>
internal static class NetworkFactory
{
    /// <summary>Outer steps of a window of methods that keep nothing: enough for few launches.</summary>
    private const int OnlineWindow = 8;

    /// <summary>The network of a design for data of this many channels and outputs, on a chip of its own.</summary>
    /// <exception cref="ConfigurationException">The layers do not fit the data.</exception>
    /// <exception cref="DeviceMemoryExceededException">The network does not fit the device.</exception>
    public static Network<T> Build<T>(
        ComputeDevice device, NetworkDesign design, int channels, int outputs, double outerStepSeconds, SequenceExtent capacity)
        where T : unmanaged, IReal<T>
    {
        IGradientMethod gradient = design.Gradient.Create();
        return Assemble<T>(device, design, gradient, channels, outputs, outerStepSeconds, new PassDraws(design.Seed))
            .Build(capacity, PlanOf<T>(device, design, gradient, channels, outputs, outerStepSeconds, capacity));
    }

    /// <summary>The network on a population of chips that share its batch, for passes that go forwards only.</summary>
    /// <inheritdoc cref="Build"/>
    public static Network<T> BuildPopulation<T>(
        ComputeDevice device, NetworkDesign design, int channels, int outputs, double outerStepSeconds, SequenceExtent capacity,
        int chips)
        where T : unmanaged, IReal<T> =>
        Assemble<T>(device, design, new BrunoGradient(), channels, outputs, outerStepSeconds, new PassDraws(design.Seed, chips))
            .Build(capacity, TimePlan.Online(capacity.Steps, OnlineWindow));

    private static TimePlan PlanOf<T>(
        ComputeDevice device, NetworkDesign design, IGradientMethod gradient, int channels, int outputs,
        double outerStepSeconds, SequenceExtent capacity)
        where T : unmanaged, IReal<T>
    {
        if (gradient.Routes.KeepsAll)
            return TimePlan.Whole(capacity.Steps);
        IReadOnlyList<int> segments = design.Memory.Segments;
        int? forgetEvery = gradient.Routes.ForgetEvery;
        if (design.Memory.Window is int window)
        {
            return gradient.Routes.IsOnline
                ? TimePlan.Online(capacity.Steps, window)
                : new TimePlan(capacity.Steps, window, segments, forgetEvery);
        }

        if (gradient.Routes.IsOnline)
            return TimePlan.Online(capacity.Steps, OnlineWindow);

        ComputeDevice planned = device.Plan();
        NetworkBuilder<T> builder = Assemble<T>(
            planned, design, gradient, channels, outputs, outerStepSeconds, new PassDraws(design.Seed));
        return WindowChoice.Choose(capacity.Steps, segments, forgetEvery, design.Memory.Limit is not null, plan =>
        {
            using Network<T> network = builder.Build(capacity, plan);
            return planned.Memory.Bytes;
        });
    }

    private static NetworkBuilder<T> Assemble<T>(
        ComputeDevice device, NetworkDesign design, IGradientMethod gradient, int channels, int outputs,
        double outerStepSeconds, PassDraws draws)
        where T : unmanaged, IReal<T>
    {
        NetworkBuilder<T> builder = new(device, channels, design.Network.Timing) { Routes = gradient.Routes, Draws = draws };
        for (int i = 0; i < design.Network.Layers.Count; ++i)
        {
            design.Network.Layers[i].AddTo(builder, new LayerAssembly
            {
                Layer = i,
                DataOutputs = outputs,
                OuterStepSeconds = outerStepSeconds,
                Synapses = design.Synapses,
                NeuronVariability = design.NeuronVariability,
                Gradient = gradient,
                Tape = design.Memory.Tape,
                Training = design.Network.TrainingOf(design.Network.Layers[i]),
                Random = new LayerRandom(design.Seed, i),
            });
        }

        if (builder.Units != outputs)
        {
            throw new ConfigurationException([new("network", "network.layers",
                $"the last layer has {builder.Units} units, but the data set has {outputs} outputs; leave 'outputs' of the last linear layer out to fit them")]);
        }

        return builder;
    }
}
