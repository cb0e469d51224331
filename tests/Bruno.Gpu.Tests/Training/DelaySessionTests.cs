using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;
using ILGPU;

namespace Bruno.Gpu.Tests.Training;

/// <summary>Runs with delays of synapses and units: cut, interrupted, planned, on chips, and what is refused.</summary>
[Collection(typeof(CpuTests))]
public sealed class DelaySessionTests(CpuBackend backend) : DeviceTests(backend)
{
    private const double LearningRate = 0.02;

    private static readonly DelayConfiguration Wide = new() { Maximum = 4, InitialWidth = 3, NarrowingShare = 1 };

    /// <summary>Delays of synapses behind an encoder, and of units behind neurons.</summary>
    private static RunConfiguration Run { get; } = SessionSetup.Classification with
    {
        Network = new NetworkConfiguration
        {
            Layers =
            [
                new LinearLayerConfiguration { Outputs = 6, InitialLow = 0, InitialHigh = 2, Bias = true, Delays = Wide },
                new LifLayerConfiguration { Threshold = 0.3 },
                new DelayLayerConfiguration { Delays = Wide with { Multiple = 2, Deviation = 0.7, Active = ActivePhase.Training } },
                new LinearLayerConfiguration { InitialLow = -0.5, InitialHigh = 3, Delays = Wide with { RelativeDeviation = 0.2 } },
                new DeviceLayerConfiguration { Substeps = 12 },
            ],
        },
        Synapses = new() { Quantisation = new() { Bits = 4 }, NonIdealities = new() { Programming = new() { Sigma = 0.02 } } },
        Optimizer = new() { Rates = new Dictionary<string, double> { [Parameter.Delays] = 10 } },
    };

    /// <summary>The width of the interpolation and the deviations follow from epoch and step: what is cut and interrupted ends with the same bits.</summary>
    [Theory]
    [InlineData("bruno")]
    [InlineData("exact")]
    [InlineData("checkpointed")]
    [InlineData("truncated")]
    [InlineData("sltt-k")]
    public void ResumedItEndsWithTheSameBits(string method)
    {
        RunConfiguration whole = Run with { Gradient = SessionSetup.Gradient(method), Training = Run.Training with { ResampleEvery = 2, ResampleUnit = ResampleUnit.Step } };
        RunConfiguration cut = whole with { Memory = new MemoryConfiguration { Segment = 5, Window = 2 } };
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "last.ckpt");
        Dataset data = SessionSetup.DataOf(whole);
        using TrainingSession<Float32> leftAlone = new(Device, whole, data);
        double[] start = leftAlone.Network.Parameters.Export();
        AssertSame(Epoch(leftAlone, 1, 0), null);
        SplitMetrics second = Epoch(leftAlone, 2, 0);
        double[] expected = leftAlone.Network.Parameters.Export();

        int stopped;
        using (TrainingSession<Float32> interrupted = new(Device, cut, data))
        {
            Epoch(interrupted, 1, 0);
            int asked = 0;
            (_, stopped) = interrupted.TrainEpoch(2, 0, LearningRate, null, () => ++asked == 2);
            SessionCheckpoint.Save(path, new RunState { Epoch = 1, Batch = stopped }, interrupted);
        }

        using TrainingSession<Float32> resumed = new(Device, cut with { Memory = new MemoryConfiguration { TapeEvery = 3 } }, data);
        SessionCheckpoint.Load(path, resumed);
        AssertSame(Epoch(resumed, 2, stopped), second);
        Assert.Equal(expected, resumed.Network.Parameters.Export());
        AssertSame(Evaluated(leftAlone), Evaluated(resumed));

        // All delays moved, and none out of its range.
        foreach (Parameter delays in resumed.Network.Parameters.Parameters.Where(parameter => parameter.Kind == Parameter.Delays))
        {
            double[] before = start[delays.Offset..(delays.Offset + delays.Length)], after = expected[delays.Offset..(delays.Offset + delays.Length)];
            Assert.NotEqual(before, after);
            Assert.All(after, delay => Assert.InRange(delay, 0, 4));
        }
    }

    /// <summary>Delays are among what lists of names say is trained, and what is not in a list keeps its bits.</summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData("weights", false)]
    [InlineData("weights delays", true)]
    [InlineData("delays", true)]
    public void AListSaysWhetherDelaysAreTrained(string? train, bool move)
    {
        RunConfiguration run = Run with { Network = Run.Network with { Train = train?.Split(' ') }, Optimizer = new() };
        using TrainingSession<Float32> session = new(Device, run, SessionSetup.DataOf(run));
        double[] start = session.Network.Parameters.Export();
        Epoch(session, 1, 0);
        double[] end = session.Network.Parameters.Export();
        Assert.All(session.Network.Parameters.Parameters, parameter =>
        {
            bool isMoved = !start.AsSpan(parameter.Offset, parameter.Length).SequenceEqual(end.AsSpan(parameter.Offset, parameter.Length));
            Assert.Equal(train?.Split(' ').Contains(parameter.Kind) ?? true, isMoved);
            if (parameter.Kind == Parameter.Delays)
                Assert.Equal(move, isMoved);
        });
    }

    [Fact]
    public void DelaysOfZeroAreNone()
    {
        DelayConfiguration none = new() { Maximum = 3, InitialHigh = 0, Trained = false };
        RunConfiguration plain = Run with
        {
            Network = new NetworkConfiguration
            {
                Layers =
                [
                    new LinearLayerConfiguration { Outputs = 6, InitialLow = 0, InitialHigh = 2, Bias = true }, new LifLayerConfiguration { Threshold = 0.3 },
                    new LinearLayerConfiguration { InitialLow = -0.5, InitialHigh = 3 }, new DeviceLayerConfiguration { Substeps = 12 },
                ],
            },
            Optimizer = new(),
        };
        IReadOnlyList<LayerConfiguration> layers = plain.Network.Layers;
        RunConfiguration delayed = plain with
        {
            Network = new NetworkConfiguration
            {
                Layers =
                [
                    (LinearLayerConfiguration)layers[0] with { Delays = none }, layers[1], (LinearLayerConfiguration)layers[2] with { Delays = none }, layers[3],
                ],
            },
        };
        Dataset data = SessionSetup.DataOf(plain);
        using TrainingSession<Float32> without = new(Device, plain, data), with = new(Device, delayed, data);
        for (int epoch = 1; epoch <= 2; ++epoch)
            AssertSame(Epoch(without, epoch, 0), Epoch(with, epoch, 0));
        AssertSame(Evaluated(without), Evaluated(with));
        double[] values = with.Network.Parameters.Export();
        Assert.Equal(
            without.Network.Parameters.Export(),
            with.Network.Parameters.Parameters.Where(parameter => parameter.Kind != Parameter.Delays).SelectMany(parameter => values[parameter.Offset..(parameter.Offset + parameter.Length)]));
    }

    /// <summary>Weights learn with the whole steps that an evaluation has, not with the fractions that were drawn.</summary>
    [Fact]
    public void DelaysThatAreNotTrainedAreWholeStepsInTraining()
    {
        DelayConfiguration drawn = Wide with { Trained = false };
        IReadOnlyList<LayerConfiguration> layers = Run.Network.Layers;
        RunConfiguration run = Run with
        {
            Network = new NetworkConfiguration
            {
                Layers =
                [
                    (LinearLayerConfiguration)layers[0] with { Delays = drawn }, layers[1], new DelayLayerConfiguration { Delays = drawn with { Multiple = 2 } },
                    (LinearLayerConfiguration)layers[3] with { Delays = null }, layers[4],
                ],
            },
            Optimizer = new(),
        };
        Dataset data = SessionSetup.DataOf(run);
        using TrainingSession<Float32> fractions = new(Device, run, data), whole = new(Device, run, data);
        double[] values = whole.Network.Parameters.Export();
        Parameter[] delays = [.. whole.Network.Parameters.Parameters.Where(parameter => parameter.Kind == Parameter.Delays)];
        foreach (Parameter parameter in delays)
        {
            int multiple = parameter == delays[0] ? 1 : 2;
            foreach (ref double delay in values.AsSpan(parameter.Offset, parameter.Length))
            {
                Assert.NotEqual(Math.Round(delay), delay);
                delay = multiple * Math.Round(delay / multiple);
            }
        }

        whole.Network.Parameters.Import(values);
        for (int epoch = 1; epoch <= 2; ++epoch)
            AssertSame(Epoch(whole, epoch, 0), Epoch(fractions, epoch, 0));
        AssertSame(Evaluated(whole), Evaluated(fractions));
        double[] expected = whole.Network.Parameters.Export(), result = fractions.Network.Parameters.Export();
        Assert.NotEqual(values, expected);
        foreach (Parameter parameter in whole.Network.Parameters.Parameters.Except(delays))
            Assert.Equal(expected[parameter.Offset..(parameter.Offset + parameter.Length)], result[parameter.Offset..(parameter.Offset + parameter.Length)]);
    }

    [Theory]
    [InlineData("bruno")]
    [InlineData("truncated")]
    [InlineData("checkpointed")]
    public void PlannedIsMeasured(string method)
    {
        foreach (MemoryConfiguration memory in (MemoryConfiguration[])[new(), new() { Window = 2 }, new() { Segment = 7, TapeEvery = 3 }])
        {
            RunConfiguration run = Run with { Gradient = SessionSetup.Gradient(method), Memory = memory };
            Dataset data = SessionSetup.DataOf(run);
            IReadOnlyDictionary<string, long> planned;
            using (TrainingSession<Float32> plan = new(Device.Plan(), run, data))
                planned = plan.Memory.ByPurpose;
            long before = Device.Memory.Bytes;
            using TrainingSession<Float32> session = new(Device, run, data);
            Assert.Equal(planned.Values.Sum(), Device.Memory.Bytes - before);
            long peak = Device.Memory.Bytes;
            Epoch(session, 1, 0);
            Evaluated(session);
            Assert.Equal(peak, Device.Memory.Bytes);
        }
    }

    /// <summary>A chip is the same alone and among others, and chips differ.</summary>
    [Fact]
    public void AChipIsItsSeed()
    {
        NetworkDesign design = Run.Accept().Design;
        double[][] together = Chips(design, [11, 12, 13]);
        foreach ((int index, double[] alone) in new[] { Chips(design, [11]), Chips(design, [12]), Chips(design, [13]) }.Select(outputs => outputs[0]).Index())
            Assert.Equal(alone, together[index]);
        Assert.NotEqual(together[0], together[1]);
        Assert.NotEqual(together[1], together[2]);

        // Nothing else differs between these chips but their delays.
        NetworkDesign ideal = design with { Synapses = new() };
        together = Chips(ideal, [11, 12]);
        Assert.NotEqual(together[0], together[1]);
        NetworkDesign whole = ideal with { Network = ideal.Network with { Layers = [.. ideal.Network.Layers.Select(layer => layer.WithoutDeviations())] } };
        together = Chips(whole, [11, 12]);
        Assert.Equal(together[0], together[1]);
    }

    /// <summary>Four thousand units that should be 50 steps late, by 3 steps and 4 % deviating: whole steps of that mean and deviation.</summary>
    [Fact]
    public void DeviationsAreThoseOfTheSettings()
    {
        const int Units = 4000, Steps = 101;
        DelayConfiguration settings = new() { Maximum = 100, InitialLow = 50, InitialHigh = 50, Deviation = 3, RelativeDeviation = 0.04 };
        NetworkBuilder<Float32> builder = new(Device, Units);
        Parameter parameter = builder.Layout.Declare("0.delay.delays", [Units], [.. Enumerable.Repeat(50.0, Units)]);
        builder.Add(Units, context => new UnitDelayLayer<Float32>("0.delay", parameter, settings, 0, false, context), false);
        builder.Draws.Evaluate(0, 0);
        using Network<Float32> network = builder.Build(new SequenceExtent(Steps, 1));
        using Bruno.Gpu.Accelerators.DeviceBuffer<Float32> input = Buffer<Float32>([.. Enumerable.Repeat(1.0, Units), .. new double[Units * (Steps - 1)]]);
        network.Forward(new Signal<Float32>(input.View), new(Steps, 1));
        double[] output = Read(network.Output.Values, Units * Steps);
        int[] late = [.. Enumerable.Range(0, Units).Select(unit => Enumerable.Range(0, Steps).Single(step => output[step * Units + unit] == 1))];
        double mean = late.Average(), deviation = Math.Sqrt(late.Average(steps => (steps - mean) * (steps - mean)));
        // Within five standard errors.
        Assert.Equal(50, mean, 5 * 5 / Math.Sqrt(Units));
        Assert.Equal(5, deviation, 5 * 5 / Math.Sqrt(2 * Units) + 0.02);
    }

    [Theory]
    [InlineData("eprop", "do not go through a delay")]
    [InlineData("bptt-full", "A delay lasts whole outer steps")]
    public void MethodsThatDoNotGoThroughDelays(string method, string message)
    {
        RunConfiguration synapses = Run with { Gradient = SessionSetup.Gradient(method), Network = new() { Layers = [Run.Network.Layers[0], .. Run.Network.Layers.Skip(4)] } };
        synapses = synapses with { Network = synapses.Network with { Layers = [new LinearLayerConfiguration { Delays = Wide }, synapses.Network.Layers[1]] } };
        RunConfiguration units = synapses with { Network = new() { Layers = [new DelayLayerConfiguration { Delays = Wide }, new LinearLayerConfiguration(), synapses.Network.Layers[1]] } };
        foreach (RunConfiguration run in (RunConfiguration[])[synapses, units])
        {
            BrunoException refusal = Assert.Throws<BrunoException>(() => new TrainingSession<Float32>(Device, run, SessionSetup.DataOf(run)).Dispose());
            Assert.Equal(ExitCode.Usage, refusal.ExitCode);
            Assert.Contains(message, refusal.Message);
        }
    }

    [Fact]
    public void SynapsesThatDoNotGoWithDelays()
    {
        AssertFault("read noise", new() { NonIdealities = new() { ReadNoise = new() { Relative = 0.1 } } });
        AssertFault("along lines", new() { NonIdealities = new() { Lines = new() { Resistance = 2 } } });
        AssertFault("input_dac", new() { NonIdealities = new() { InputDac = new() { Bits = 4 } } });
        AssertFault("output_adc", new() { NonIdealities = new() { OutputAdc = new() { Bits = 4 } } });
        AssertFault("drawn for every step", new() { Quantisation = new() { Bits = 3, Rounding = Bruno.Gpu.Kernels.Synapses.RoundingKind.Stochastic, Draw = QuantisationDraw.Element } });

        static void AssertFault(string what, SynapseConfiguration synapses)
        {
            RunConfiguration run = Run with { Synapses = synapses };
            Assert.Contains($"network.layers[0].delays: do not go with", Assert.Throws<ConfigurationException>(run.Accept).Message);
            Assert.Contains(what, Assert.Throws<ConfigurationException>(run.Accept).Message);
        }
    }

    [Theory]
    [InlineData("maximum=5\nmultiple=2", "must be a multiple of 2")]
    [InlineData("initial_high=11", "must not exceed maximum (11 > 10)")]
    [InlineData("initial_low=4\ninitial_high=3", "must not exceed initial_high (4 > 3)")]
    public void SettingsThatContradict(string delays, string message)
    {
        ConfigurationException refusal = Assert.Throws<ConfigurationException>(() => ConfigurationBinder.Bind<RunConfiguration>(
            [ConfigurationSource.FromText("run.toml", $"[[network.layers]]\nkind=\"linear\"\n[network.layers.delays]\n{delays}\n")], []));
        Assert.Contains(message, refusal.Message);
    }

    private double[][] Chips(NetworkDesign design, ulong[] seeds)
    {
        const int Samples = 2, Steps = 9;
        using Network<Float64> network = NetworkFactory.BuildPopulation<Float64>(Device, design, 3, 4, 1e-3, new(Steps, seeds.Length * Samples), seeds.Length);
        network.Draws.Program(seeds, 0);
        network.Draws.EvaluateChips(0, Samples);
        double[] sample = new RandomArrays(70).Vector(Steps * Samples * 3, 0, 2);
        double[] input = [.. Enumerable.Range(0, Steps).SelectMany(step => Enumerable.Repeat(sample[(step * Samples * 3)..((step + 1) * Samples * 3)], seeds.Length).SelectMany(values => values))];
        using Bruno.Gpu.Accelerators.DeviceBuffer<Float64> buffer = Buffer<Float64>(input);
        List<double>[] outputs = [.. seeds.Select(_ => new List<double>())];
        ILayer<Float64> synapses = network.Layers[3];
        network.Forward(new Signal<Float64>(buffer.View), new(Steps, seeds.Length * Samples), window =>
        {
            foreach ((int row, double[] values) in Read(synapses.Output.Values, window.Rows * 4).Chunk(Samples * 4).Index())
                outputs[row % seeds.Length].AddRange(values);
        });
        return [.. outputs.Select(output => output.ToArray())];
    }

    private static SplitMetrics Epoch(TrainingSession<Float32> session, int epoch, int from) =>
        session.TrainEpoch(epoch, from, LearningRate, null, () => false).Metrics!;

    private static SplitMetrics Evaluated(TrainingSession<Float32> session) =>
        session.Evaluate(session.Test, 1, null, TestContext.Current.CancellationToken);

    private static void AssertSame(SplitMetrics actual, SplitMetrics? expected)
    {
        Assert.True(double.IsFinite(actual.Loss));
        if (expected is not null)
            Assert.Equal(expected with { Seconds = 0, EnergyAssumptions = [] }, actual with { Seconds = 0, EnergyAssumptions = [] });
    }
}
