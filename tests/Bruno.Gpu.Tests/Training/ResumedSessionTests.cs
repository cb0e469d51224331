using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>
/// A run that was interrupted in the middle of an epoch, and went on in another process with its time cut in another way, ends
/// with the bits of one that was left alone.
/// </summary>
[Collection(typeof(CpuTests))]
public sealed class ResumedSessionTests(CpuBackend backend) : DeviceTests(backend)
{
    private const double LearningRate = 0.01;

    [Theory]
    [InlineData("bruno", false)]
    [InlineData("sltt-k", true)]
    [InlineData("truncated", false)]
    [InlineData("checkpointed", true)]
    public void ItEndsWithTheSameBits(string method, bool isSequence)
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

    private static SplitMetrics Epoch(TrainingSession<Float32> session, int epoch, int from) =>
        session.TrainEpoch(epoch, from, LearningRate, null, () => false).Metrics!;

    private static void AssertSame(SplitMetrics expected, SplitMetrics actual) =>
        Assert.Equal(expected with { Seconds = 0 }, actual with { Seconds = 0 });
}
