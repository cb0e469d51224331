using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>
/// Runs whose time is cut, and that were interrupted in the middle of an epoch and went on cut in another way, end with the
/// bits of one that was left alone.
/// </summary>
[Collection(typeof(CpuTests))]
public sealed class CutSessionTests(CpuBackend backend) : DeviceTests(backend)
{
    private const double LearningRate = 0.01;

    [Theory]
    [InlineData("bruno", false)]
    [InlineData("sltt-k", true)]
    [InlineData("truncated", false)]
    [InlineData("checkpointed", true)]
    public void ResumedItEndsWithTheSameBits(string method, bool isSequence)
    {
        RunConfiguration whole = (isSequence ? SessionSetup.Sequences : SessionSetup.Classification) with { Gradient = SessionSetup.Gradient(method) };
        RunConfiguration cut = whole with { Memory = new MemoryConfiguration { Segment = 5, Window = 2 } };
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
            (SplitMetrics? metrics, stopped) = interrupted.TrainEpoch(2, 0, LearningRate, null, () => ++asked == 2);
            Assert.Null(metrics);
            Assert.Equal(2, stopped);
            SessionCheckpoint.Save(path, new RunState { Epoch = 1, Batch = stopped }, interrupted);
        }

        using TrainingSession<Float32> resumed = new(Device, cut with { Memory = new MemoryConfiguration { TapeEvery = 3 } }, data);
        Assert.Equal(2, SessionCheckpoint.Load(path, resumed).Batch);
        AssertSame(second, Epoch(resumed, 2, stopped));
        Assert.Equal(expected, resumed.Network.Parameters.Export());
        Assert.Equal(leftAlone.Optimizer.Steps, resumed.Optimizer.Steps);
    }

    /// <summary>Every method that there is, also with time cut, and what evaluation makes of the result.</summary>
    [Theory]
    [InlineData("bruno")]
    [InlineData("pass")]
    [InlineData("exact")]
    [InlineData("exact-literal")]
    [InlineData("bptt")]
    [InlineData("bptt-full")]
    [InlineData("checkpointed sqrt")]
    [InlineData("truncated")]
    [InlineData("sltt")]
    [InlineData("sltt-k")]
    [InlineData("coarse")]
    public void EveryMethodTrainsTheSameWithSegments(string method)
    {
        RunConfiguration whole = SessionSetup.Sequences with { Gradient = SessionSetup.Gradient(method) };
        Dataset data = SessionSetup.DataOf(whole);
        using TrainingSession<Float32> uncut = new(Device, whole, data);
        using TrainingSession<Float32> cut = new(Device, whole with { Memory = new MemoryConfiguration { Segment = 6, Window = 4 } }, data);
        double[] start = uncut.Network.Parameters.Export();
        AssertSame(Epoch(uncut, 1, 0), Epoch(cut, 1, 0));
        Assert.Equal(uncut.Network.Parameters.Export(), cut.Network.Parameters.Export());
        Assert.NotEqual(start, cut.Network.Parameters.Export());
        SplitMetrics test = uncut.Evaluate(uncut.Test, 1, null, TestContext.Current.CancellationToken);
        AssertSame(test, cut.Evaluate(cut.Test, 1, null, TestContext.Current.CancellationToken));
        Assert.True(double.IsFinite(test.Loss));
    }

    private static SplitMetrics Epoch(TrainingSession<Float32> session, int epoch, int from) =>
        session.TrainEpoch(epoch, from, LearningRate, null, () => false).Metrics!;

    private static void AssertSame(SplitMetrics expected, SplitMetrics actual) =>
        Assert.Equal(expected with { Seconds = 0, EnergyAssumptions = [] }, actual with { Seconds = 0, EnergyAssumptions = [] });
}
