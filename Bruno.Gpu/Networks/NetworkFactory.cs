using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Networks;

/// <summary>Builds the network of a configuration, with initial parameters that follow from the seed.</summary>
public static class NetworkFactory
{
    /// <summary>Outer steps of a window of methods that keep nothing: enough for few launches.</summary>
    private const int OnlineWindow = 8;

    /// <summary>The network of a configuration for data of this many channels and outputs, on a chip of its own.</summary>
    /// <exception cref="ConfigurationException">The layers do not fit the data.</exception>
    /// <exception cref="DeviceMemoryExceededException">The network does not fit the device.</exception>
    public static Network<T> Build<T>(
        ComputeDevice device, RunConfiguration configuration, int channels, int outputs, double outerStepSeconds, SequenceExtent capacity)
        where T : unmanaged, IReal<T>
    {
        IGradientMethod gradient = configuration.Gradient.Create();
        return Assemble<T>(device, configuration, gradient, channels, outputs, outerStepSeconds, new PassDraws(configuration.Seed))
            .Build(capacity, PlanOf<T>(device, configuration, gradient, channels, outputs, outerStepSeconds, capacity));
    }

    /// <summary>The network on a population of chips that share its batch, for passes that go forwards only.</summary>
    /// <inheritdoc cref="Build"/>
    public static Network<T> BuildPopulation<T>(
        ComputeDevice device, RunConfiguration configuration, int channels, int outputs, double outerStepSeconds, SequenceExtent capacity,
        int chips)
        where T : unmanaged, IReal<T> =>
        Assemble<T>(device, configuration, new BrunoGradient(), channels, outputs, outerStepSeconds, new PassDraws(configuration.Seed, chips))
            .Build(capacity, TimePlan.Online(capacity.Steps, OnlineWindow));

    private static TimePlan PlanOf<T>(
        ComputeDevice device, RunConfiguration configuration, IGradientMethod gradient, int channels, int outputs,
        double outerStepSeconds, SequenceExtent capacity)
        where T : unmanaged, IReal<T>
    {
        if (gradient is FullBpttGradient)
            return TimePlan.Whole(capacity.Steps);
        IReadOnlyList<int> segments = configuration.Memory.Segments;
        int? forgetEvery = gradient.Routes.ForgetEvery;
        if (configuration.Memory.Window is int window)
        {
            return gradient.Routes.IsOnline
                ? TimePlan.Online(capacity.Steps, window)
                : new TimePlan(capacity.Steps, window, segments, forgetEvery);
        }

        if (gradient.Routes.IsOnline)
            return TimePlan.Online(capacity.Steps, OnlineWindow);

        ComputeDevice planned = device.Plan();
        NetworkBuilder<T> builder = Assemble<T>(
            planned, configuration, gradient, channels, outputs, outerStepSeconds, new PassDraws(configuration.Seed));
        return WindowChoice.Choose(capacity.Steps, segments, forgetEvery, configuration.Memory.Limit is not null, plan =>
        {
            using Network<T> network = builder.Build(capacity, plan);
            return planned.Memory.Bytes;
        });
    }

    private static NetworkBuilder<T> Assemble<T>(
        ComputeDevice device, RunConfiguration configuration, IGradientMethod gradient, int channels, int outputs,
        double outerStepSeconds, PassDraws draws)
        where T : unmanaged, IReal<T>
    {
        NetworkBuilder<T> builder = new(device, channels, configuration.Network.Timing) { Routes = gradient.Routes, Draws = draws };
        for (int i = 0; i < configuration.Network.Layers.Count; ++i)
        {
            LayerRandom random = new(configuration.Seed, i);
            switch (configuration.Network.Layers[i])
            {
                case EncoderLayerConfiguration encoder:
                    int units = ArrayLength.Of(builder.Units, encoder.Copies);
                    builder.AddEncoder(
                        units,
                        random.Uniform(units, encoder.GainLow, encoder.GainHigh),
                        random.Uniform(units, encoder.BiasLow, encoder.BiasHigh));
                    break;
                case LinearLayerConfiguration linear:
                    AddLinear(builder, linear, configuration.SynapsesOf(linear).WithLevelsRead(), outputs, random);
                    break;
                case LifLayerConfiguration lif:
                    int neurons = builder.Units;
                    double bound = lif.InitialRecurrent ?? 1 / Math.Sqrt(neurons);
                    if (lif.Recurrent)
                    {
                        builder.AddRecurrentLif(
                            lif.Alpha, lif.Beta, lif.Threshold, lif.Surrogate, lif.SurrogateSlope,
                            random.Uniform(ArrayLength.Of(neurons, neurons), -bound, bound), configuration.SynapsesOf(lif).WithLevelsRead());
                    }
                    else
                    {
                        builder.AddLif(lif.Alpha, lif.Beta, lif.Threshold, lif.Surrogate, lif.SurrogateSlope, null);
                    }

                    break;
                case DeviceLayerConfiguration open:
                    DeviceLayerConfiguration layer = open.Resolve(gradient.NeedsMicroSteps);
                    DeviceCatalogue.Find(layer.Model).AddTo(builder, layer.Parameters, new DeviceLayerOptions
                    {
                        CurrentUnitAmpere = layer.CurrentUnit,
                        OuterStepSeconds = outerStepSeconds,
                        Integrator = layer.Integrator ?? IntegratorKind.Adaptive,
                        MicroSteps = layer.Substeps ?? 1,
                        Tolerance = layer.Tolerance,
                        Surrogate = layer.Surrogate,
                        SurrogateSlope = layer.SurrogateSlope,
                        Gradient = gradient,
                        Tape = configuration.Memory.Tape,
                    }, configuration.NeuronVariability, i);
                    break;
            }
        }

        if (builder.Units != outputs)
        {
            throw new ConfigurationException([new("network", "network.layers",
                $"the last layer has {builder.Units} units, but the data set has {outputs} outputs; leave 'outputs' of the last linear layer out to fit them")]);
        }

        return builder;
    }

    private static void AddLinear<T>(
        NetworkBuilder<T> builder, LinearLayerConfiguration linear, SynapseConfiguration synapses, int outputs, LayerRandom random)
        where T : unmanaged, IReal<T>
    {
        int units = linear.Outputs ?? outputs;
        double bound = linear.InitialScale / Math.Sqrt(builder.Units);
        double low = linear.InitialLow ?? -bound, high = linear.InitialHigh ?? bound;
        Func<double[]> weights = random.Uniform(ArrayLength.Of(builder.Units, units), low, high);
        builder.AddLinear(units, weights, linear.Bias ? random.Uniform(units, low, high) : null, synapses);
    }

    /// <summary>Random numbers of a layer; each array has its own.</summary>
    private sealed class LayerRandom(ulong seed, int layer)
    {
        private uint array;

        /// <summary>Makes the numbers of the next array when they are needed.</summary>
        public Func<double[]> Uniform(int length, double low, double high)
        {
            uint number = array++;
            return () =>
            {
                CounterRandom random = new(seed, (uint)RandomStream.InitialParameters, (uint)layer, number);
                double[] values = new double[length];
                for (int i = 0; i < length; ++i)
                    values[i] = random.NextUniform(low, high);
                return values;
            };
        }
    }
}
