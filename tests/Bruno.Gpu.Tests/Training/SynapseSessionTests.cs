using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Synapses;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>
/// Runs of synapses that draw, that are read with noise and that change their chip: what is drawn follows from the step and the
/// epoch, not from what else was run.
/// </summary>
[Collection(typeof(CpuTests))]
public sealed class SynapseSessionTests(CpuBackend backend) : DeviceTests(backend)
{
    private const double LearningRate = 0.01;

    public static TheoryData<QuantisationDraw, bool> DrawsAndTasks => [.. SynapseSetup.Draws.SelectMany(
        draw => new[] { false, true }.Select(isSequence => new TheoryDataRow<QuantisationDraw, bool>(draw, isSequence)))];

    /// <summary>Interrupted in the middle of an epoch on its second chip, evaluated there, and gone on with, cut in another way.</summary>
    [Theory]
    [MemberData(nameof(DrawsAndTasks))]
    public void ResumedItEndsWithTheSameBits(QuantisationDraw draw, bool isSequence)
    {
        RunConfiguration whole = SynapseSetup.With(isSequence ? SessionSetup.Sequences : SessionSetup.Classification, draw);
        RunConfiguration cut = whole with { Memory = new MemoryConfiguration { Segment = 5, Window = 2 } };
        using TemporaryFolder folder = new();
        Dataset data = SessionSetup.DataOf(whole);

        using TrainingSession<Float32> leftAlone = new(Device, whole, data);
        double[] start = leftAlone.Network.Parameters.Export();
        SplitMetrics first = Epoch(leftAlone, 1, 0), second = Epoch(leftAlone, 2, 0);
        double[] expected = leftAlone.Network.Parameters.Export();
        SplitMetrics validation = Evaluate(leftAlone, 2);
        Assert.NotEqual(start, expected);
        Assert.All(expected, parameter => Assert.True(double.IsFinite(parameter)));

        int stopped;
        using (TrainingSession<Float32> interrupted = new(Device, cut, data))
        {
            AssertSame(first, Epoch(interrupted, 1, 0));
            Evaluate(interrupted, 1);
            int asked = 0;
            (_, stopped) = interrupted.TrainEpoch(2, 0, LearningRate, null, () => ++asked == 2);
            SessionCheckpoint.Save(folder["last.ckpt"], new RunState { Epoch = 1, Batch = stopped }, interrupted);
            Assert.Equal(2, stopped);
        }

        using TrainingSession<Float32> resumed = new(Device, whole with { Memory = new MemoryConfiguration { TapeEvery = 3 } }, data);
        Evaluate(resumed, 1);
        SessionCheckpoint.Load(folder["last.ckpt"], resumed);
        AssertSame(second, Epoch(resumed, 2, stopped));
        Assert.Equal(expected, resumed.Network.Parameters.Export());
        AssertSame(validation, Evaluate(resumed, 2));
        AssertSame(validation, Evaluate(resumed, 2));
    }

    /// <summary>The first epoch is on the same chip, the second on another one; so is what is evaluated with it.</summary>
    [Fact]
    public void AnotherChipIsDrawnAtItsEpoch()
    {
        RunConfiguration configuration = SynapseSetup.With(SessionSetup.Classification, QuantisationDraw.Element);
        Dataset data = SessionSetup.DataOf(configuration);
        (double[] First, double[] Second, SplitMetrics AtFirst, SplitMetrics AtSecond) Run(int? every)
        {
            using TrainingSession<Float32> session = new(Device, configuration with { Training = configuration.Training with { ResampleEvery = every } }, data);
            Epoch(session, 1, 0);
            double[] first = session.Network.Parameters.Export();
            SplitMetrics atFirst = Evaluate(session, 1), atSecond = Evaluate(session, 2);
            Epoch(session, 2, 0);
            return (first, session.Network.Parameters.Export(), atFirst, atSecond);
        }

        (double[] first, double[] second, SplitMetrics atFirst, SplitMetrics atSecond) = Run(null);
        (double[] firstOfTwo, double[] secondOfTwo, SplitMetrics atFirstOfTwo, SplitMetrics atSecondOfTwo) = Run(1);
        Assert.Equal(first, firstOfTwo);
        Assert.NotEqual(second, secondOfTwo);
        AssertSame(atFirst, atSecond);
        AssertSame(atFirst, atFirstOfTwo);
        Assert.NotEqual(atFirst.Loss, atSecondOfTwo.Loss);
        Assert.Equal(second, Run(2).Second);
    }

    /// <summary>At a learning rate of zero only the chip differs: it is another one after every second step, also in the middle of an epoch.</summary>
    [Fact]
    public void AnotherChipIsDrawnAtItsStep()
    {
        RunConfiguration configuration = SessionSetup.Sequences with
        {
            Synapses = new() { NonIdealities = new() { Variability = new() { Sigma = 0.1 } } },
            Training = SessionSetup.Sequences.Training with { ResampleEvery = 2, ResampleUnit = ResampleUnit.Step },
        };
        using TrainingSession<Float64> session = new(Device, configuration, SessionSetup.DataOf(configuration));
        double Loss() => session.Evaluate(session.Test, 1, null, TestContext.Current.CancellationToken).Loss;
        List<double> losses = [Loss()];
        for (int epoch = 1; epoch <= 2; ++epoch)
        {
            int next = 0;
            while (next < session.Batches && session.TrainEpoch(epoch, next, 0, null, () => true) is var (metrics, stopped))
            {
                losses.Add(Loss());
                next = metrics is null ? stopped : session.Batches;
            }
        }

        // Chips 0, 0 | 1, 1 | 2, 2 | 3 for the steps taken so far: 0, 1 | 2, 3 | 4, 5 | 6.
        Assert.Equal(2 * session.Batches + 1, losses.Count);
        Assert.All(losses, (loss, steps) => Assert.Equal(losses[steps / 2 * 2], loss));
        Assert.Equal((losses.Count + 1) / 2, losses.Distinct().Count());
    }

    /// <summary>At a learning rate of zero nothing but the draws differs from one epoch to the next, and those of evaluation do not.</summary>
    [Fact]
    public void EveryPassOfTrainingDrawsAnew()
    {
        RunConfiguration ideal = SessionSetup.Sequences;
        RunConfiguration drawn = ideal with { Synapses = SynapseSetups.Drawn(QuantisationDraw.Pass) };
        Dataset data = SessionSetup.DataOf(ideal);
        (double First, double Second) Losses(RunConfiguration configuration)
        {
            using TrainingSession<Float64> session = new(Device, configuration, data);
            double Loss(int epoch) => session.TrainEpoch(epoch, 0, 0, null, () => false).Metrics!.Loss;
            SplitMetrics Test(int epoch) => session.Evaluate(session.Test, epoch, null, TestContext.Current.CancellationToken) with { Seconds = 0, EnergyAssumptions = [] };
            double first = Loss(1);
            SplitMetrics before = Test(1);
            double second = Loss(2);
            Assert.Equal(before, Test(2));
            return (first, second);
        }

        (double first, double second) = Losses(ideal);
        Assert.Equal(first, second, 1e-12);
        (first, second) = Losses(drawn);
        Assert.True(Math.Abs(first - second) > 1e-3, $"{first} and {second}");
    }

    /// <summary>All that is needed was allocated before.</summary>
    [Fact]
    public void NothingIsAllocatedInTheLoop()
    {
        RunConfiguration configuration = SynapseSetup.With(SessionSetup.Classification, QuantisationDraw.Step);
        using TrainingSession<Float32> session = new(Device, configuration, SessionSetup.DataOf(configuration));
        long before = Device.Memory.Bytes;
        for (int epoch = 1; epoch <= 3; ++epoch)
        {
            Epoch(session, epoch, 0);
            Evaluate(session, epoch);
            Assert.Equal(before, Device.Memory.Bytes);
        }
    }

    private static SplitMetrics Epoch(TrainingSession<Float32> session, int epoch, int from) =>
        session.TrainEpoch(epoch, from, LearningRate, null, () => false).Metrics!;

    private static SplitMetrics Evaluate(TrainingSession<Float32> session, int epoch) =>
        session.Evaluate(session.Validation, epoch, null, TestContext.Current.CancellationToken);

    private static void AssertSame(SplitMetrics expected, SplitMetrics actual) =>
        Assert.Equal(expected with { Seconds = 0, EnergyAssumptions = [] }, actual with { Seconds = 0, EnergyAssumptions = [] });
}
