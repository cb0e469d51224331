using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Chips;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>
/// Losses over time, dropout, samples that are moved in time, means of parameters, skip connections and penalties in whole runs: resumed in the middle of an epoch and cut in time they end with the
/// same bits, take what was planned, and chips are judged without dropout.
/// </summary>
[Collection(typeof(CpuTests))]
public sealed class AddedPartsTests(CpuBackend backend) : DeviceTests(backend)
{
    private static readonly Dictionary<string, RunConfiguration> Runs = new()
    {
        ["max_over_time"] = Readout(new LossConfiguration { Kind = LossKind.MaxOverTime, WarmupSteps = 2, Scale = 2 }),
        ["mean_over_time"] = Readout(new LossConfiguration { Kind = LossKind.MeanOverTime, LabelSmoothing = 0.1 }),
        ["each_step"] = Readout(new LossConfiguration { Kind = LossKind.EachStep, WarmupSteps = 2 }),
        ["dropout"] = With(0.3, SessionSetup.Classification),
        ["dropout of steps"] = With(0.3, SessionSetup.Sequences),
        ["dropout in front of delays"] = DroppingInFrontOfDelays,
        ["augmentation"] = SessionSetup.Classification with { Augmentation = new() { Shift = 3, Stretch = 0.2 } },
        ["mean of the parameters"] = SessionSetup.Classification with { Optimizer = SessionSetup.Classification.Optimizer with { AverageOver = 3 } },
        ["skip"] = Skipping,
        ["regularised"] = SessionSetup.Classification with
        {
            Regularisation = new() { RateLow = 0.3, RateHigh = 0.4, RateStrength = 5, L1 = 1e-3, L2 = 1e-3, Energy = 1e9 },
        },
        ["regularised readout"] = Skipping with { Regularisation = new() { RateHigh = 0.1, RateStrength = 5, Energy = 1e9 } },
    };

    public static TheoryData<string> Names => [.. Runs.Keys];

    private static RunConfiguration Skipping => Readout(new LossConfiguration { Kind = LossKind.MeanOverTime }) with
    {
        Network = new NetworkConfiguration
        {
            Layers =
            [
                new LinearLayerConfiguration { Outputs = 5, InitialLow = -0.5, InitialHigh = 3 },
                new LifLayerConfiguration { Threshold = 0.3 },
                new DropoutLayerConfiguration { Rate = 0.2, Per = DropoutStretch.Sequence },
                new LinearLayerConfiguration { Outputs = 5, InitialScale = 3 },
                new SkipLayerConfiguration { From = 1 },
                new LinearLayerConfiguration { Bias = true },
            ],
        },
    };

    /// <summary>Spikes that a dropout makes real values in training alone, read with a delay each.</summary>
    private static RunConfiguration DroppingInFrontOfDelays => SessionSetup.Classification with
    {
        Network = new NetworkConfiguration
        {
            Layers =
            [
                new LinearLayerConfiguration { Outputs = 5, InitialLow = -0.5, InitialHigh = 3 },
                new LifLayerConfiguration { Threshold = 0.3 },
                new DropoutLayerConfiguration { Rate = 0.3 },
                new LinearLayerConfiguration { Bias = true, Delays = new() { Maximum = 4 } },
            ],
        },
        Loss = new() { Kind = LossKind.MeanOverTime },
    };

    /// <summary>By central differences of the loss of training, which leaves out the same units as long as no step is taken.</summary>
    [Fact]
    public void GradientsOfDelaysBehindADropoutAreFiniteDifferences()
    {
        RunConfiguration run = DroppingInFrontOfDelays;
        using TrainingSession<Float64> session = new(Device, run, SessionSetup.DataOf(run));
        double[] parameters = session.Network.Parameters.Export();
        double Loss()
        {
            session.Network.Parameters.Import(parameters);
            return session.Differentiate([0, 1, 2], 1, 0).Loss;
        }

        Loss();
        double[] actual = session.Network.Parameters.ExportGradients();
        Parameter[] last = [.. session.Network.Parameters.Parameters.Where(parameter => parameter.Name.StartsWith("3.", StringComparison.Ordinal))];
        Assert.Equal(3, last.Length);
        const double Step = 1e-6;
        foreach (Parameter parameter in last)
        {
            bool isSeen = false;
            for (int i = parameter.Offset; i < parameter.Offset + parameter.Length; ++i)
            {
                double value = parameters[i];
                parameters[i] = value + Step;
                double above = Loss();
                parameters[i] = value - Step;
                double difference = (above - Loss()) / (2 * Step);
                parameters[i] = value;
                Assert.Equal(difference, actual[i], 1e-7);
                isSeen |= Math.Abs(difference) > 1e-4;
            }

            Assert.True(isSeen, $"Nothing depends on {parameter.Name}.");
        }
    }

    /// <summary>Nothing left out is no dropout, also where spikes come as real values.</summary>
    [Fact]
    public void ADropoutOfNothingChangesNoDelay()
    {
        RunConfiguration Without(RunConfiguration of) => of with { Network = of.Network with { Layers = [.. of.Network.Layers.Where(layer => layer is not DropoutLayerConfiguration)] } };
        RunConfiguration Nothing(RunConfiguration of) => of with
        {
            Network = of.Network with { Layers = [.. of.Network.Layers.Select(layer => layer is DropoutLayerConfiguration dropout ? dropout with { Rate = 0 } : layer)] },
        };
        double[]? start = null;
        double Loss(RunConfiguration run)
        {
            using TrainingSession<Float64> session = new(Device, run, SessionSetup.DataOf(run));
            // Layers draw by their numbers.
            session.Network.Parameters.Import(start ??= session.Network.Parameters.Export());
            session.TrainEpoch(1, 0, 0.01, null, () => false);
            return session.TrainEpoch(2, 0, 0.01, null, () => false).Metrics!.Loss + session.Evaluate(session.Test, 2, null, CancellationToken.None).Loss;
        }

        Assert.Equal(Loss(Without(DroppingInFrontOfDelays)), Loss(Nothing(DroppingInFrontOfDelays)), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ResumedAndCutItEndsWithTheSameBits(string name)
    {
        RunConfiguration whole = Runs[name], cut = whole with { Memory = new MemoryConfiguration { Segment = 5, Window = 2 } };
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "last.ckpt");
        Dataset data = SessionSetup.DataOf(whole);
        using TrainingSession<Float32> leftAlone = new(Device, whole, data);
        double[] start = leftAlone.Network.Parameters.Export();
        SplitMetrics first = Epoch(leftAlone, 1, 0), second = Epoch(leftAlone, 2, 0);
        double[] expected = leftAlone.Network.Parameters.Export();
        Assert.NotEqual(start, expected);
        int stopped;
        using (TrainingSession<Float32> interrupted = new(Device, cut, data))
        {
            AssertSame(first, Epoch(interrupted, 1, 0));
            int asked = 0;
            (_, stopped) = interrupted.TrainEpoch(2, 0, 0.01, null, () => ++asked == 2);
            SessionCheckpoint.Save(path, new RunState { Epoch = 1, Batch = stopped }, interrupted);
        }

        using TrainingSession<Float32> resumed = new(Device, cut with { Memory = new MemoryConfiguration { TapeEvery = 3 } }, data);
        SessionCheckpoint.Load(path, resumed);
        AssertSame(second, Epoch(resumed, 2, stopped));
        Assert.Equal(expected, resumed.Network.Parameters.Export());
        AssertSame(Test(leftAlone), Test(resumed));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PlannedIsMeasured(string name)
    {
        foreach (MemoryConfiguration memory in new MemoryConfiguration[] { new(), new() { Segment = 4, Window = 2 } })
        {
            RunConfiguration run = Runs[name] with { Memory = memory };
            Dataset data = SessionSetup.DataOf(run);
            using TrainingSession<Float32> plan = new(Device.Plan(), run, data);
            long before = Device.Memory.Bytes;
            using TrainingSession<Float32> session = new(Device, run, data);
            Assert.Equal(plan.Memory.Bytes, Device.Memory.Bytes - before);
            Epoch(session, 1, 0);
            Assert.Equal(plan.Memory.Bytes, Device.Memory.Bytes - before);
        }
    }

    /// <summary>A checkpoint's parameters are the mean, which is evaluated; training goes on with what it left.</summary>
    [Fact]
    public void ACheckpointIsOfTheMean()
    {
        RunConfiguration run = Runs["mean of the parameters"];
        Dataset data = SessionSetup.DataOf(run);
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "last.ckpt");
        using TrainingSession<Float32> session = new(Device, run, data), evaluated = new(Device, run, data), resumed = new(Device, run, data);
        Epoch(session, 1, 0);
        SessionCheckpoint.Save(path, new RunState { Epoch = 1 }, session);
        double[] trained = session.Network.Parameters.Export(), mean = session.Average.Export();
        Assert.NotEqual(trained, mean);
        SessionCheckpoint.LoadEvaluated(path, evaluated);
        Assert.Equal(mean, evaluated.Network.Parameters.Export());
        SessionCheckpoint.Load(path, resumed);
        Assert.Equal(trained, resumed.Network.Parameters.Export());
        Assert.Equal(mean, resumed.Average.Export());
        session.Average.Exchange();
        AssertSame(Test(session), Test(evaluated));
        session.Average.Exchange();
        Assert.Equal(trained, session.Network.Parameters.Export());
    }

    /// <summary>Unrolled to micro-steps, all of a step are left out together: the loss of the first pass is nearly that of whole steps.</summary>
    [Fact]
    public void MicroStepsAreLeftOutTogether()
    {
        RunConfiguration run = With(0.5, SessionSetup.Sequences);
        double Loss(string method)
        {
            using TrainingSession<Float64> session = new(Device, run with { Gradient = SessionSetup.Gradient(method) }, SessionSetup.DataOf(run));
            return session.TrainEpoch(1, 0, 0, null, () => false).Metrics!.Loss;
        }

        double whole = Loss("bptt"), micro = Loss("bptt-full");
        Assert.InRange(micro, 0.8 * whole, 1.25 * whole);
    }

    [Fact]
    public void ChipsAreJudgedWithoutDropout()
    {
        RunConfiguration with = With(0.5, SessionSetup.Classification), without = With(0, SessionSetup.Classification);
        Dataset data = SessionSetup.DataOf(without);
        using ChipPopulation<Float32> dropping = new(Device, with, data, "test", 2), plain = new(Device, without, data, "test", 2);
        CancellationToken stop = TestContext.Current.CancellationToken;
        Assert.Equal(plain.Run(0, 2, 0, stop), dropping.Run(0, 2, 0, stop));
    }

    [Theory]
    [InlineData("kind = \"skip\"", "network.layers[1].from: there is no earlier layer")]
    [InlineData("kind = \"dropout\"", "network.layers[1].kind: a dropout cannot be the last layer")]
    [InlineData("kind = \"dropout\"\n[[network.layers]]\nkind = \"delay\"", "network.layers[1].kind: a dropout comes behind a delay")]
    [InlineData("kind = \"lif\"\n[[network.layers]]\nkind = \"skip\"\nfrom = 1", "network.layers[2].from: must be an earlier layer than the one before: 0 to 0, is 1")]
    [InlineData("kind = \"lif\"\n[[network.layers]]\nkind = \"skip\"\n[network]\ntiming = \"pipelined\"", "network.layers[2].kind: a skip connection adds two outputs of the same step")]
    public void WhatCannotBeIsRefused(string layers, string fault)
    {
        string text = "[[network.layers]]\nkind = \"linear\"\noutputs = 4\n[[network.layers]]\n" + layers;
        if (layers.Contains("[network]", StringComparison.Ordinal))
            text = "[network]\ntiming = \"pipelined\"\n" + text.Replace("\n[network]\ntiming = \"pipelined\"", "", StringComparison.Ordinal);
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => ConfigurationBinder.Bind<RunConfiguration>(ConfigurationSource.FromText("test", text)));
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cosine", 3, "warmup_epochs")]
    [InlineData("one_cycle", 4.5, "warmup_epochs")]
    [InlineData("constant", 3, null)]
    [InlineData("cosine", 2.5, null)]
    public void AScheduleNeedsEpochsBehindItsWarmUp(string kind, double warmup, string? fault)
    {
        string text = FormattableString.Invariant($"schedule.kind = \"{kind}\"\nschedule.warmup_epochs = {warmup}\ntraining.epochs = 3\n[[network.layers]]\nkind = \"linear\"\n");
        RunConfiguration Bound() => ConfigurationBinder.Bind<RunConfiguration>(ConfigurationSource.FromText("test", text));
        if (fault is null)
            Assert.Equal(warmup, Bound().Schedule.WarmupEpochs);
        else
            Assert.Contains(fault, Assert.Throws<ConfigurationException>(Bound).Message, StringComparison.Ordinal);
    }

    private static RunConfiguration Readout(LossConfiguration loss) => SessionSetup.Classification with
    {
        Network = new NetworkConfiguration { Layers = [.. SessionSetup.Classification.Network.Layers.Take(2), new LinearLayerConfiguration { Bias = true }] },
        Loss = loss,
    };

    /// <summary>A dropout in front of the last synapses.</summary>
    private static RunConfiguration With(double rate, RunConfiguration run)
    {
        int last = run.Network.Layers.ToList().FindLastIndex(layer => layer is LinearLayerConfiguration);
        return run with
        {
            Network = run.Network with { Layers = [.. run.Network.Layers.Take(last), new DropoutLayerConfiguration { Rate = rate }, .. run.Network.Layers.Skip(last)] },
        };
    }

    private static SplitMetrics Epoch(TrainingSession<Float32> session, int epoch, int from) =>
        session.TrainEpoch(epoch, from, 0.01, null, () => false).Metrics!;

    private static SplitMetrics Test(TrainingSession<Float32> session) => session.Evaluate(session.Test, 2, null, TestContext.Current.CancellationToken);

    private static void AssertSame(SplitMetrics expected, SplitMetrics actual) =>
        Assert.Equal(expected with { Seconds = 0, EnergyAssumptions = [] }, actual with { Seconds = 0, EnergyAssumptions = [] });
}
