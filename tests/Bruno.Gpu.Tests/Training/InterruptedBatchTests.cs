using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>A batch that is given up halfway leaves the state before it, from which training goes on to the same bits.</summary>
[Collection(typeof(CpuTests))]
public sealed class InterruptedBatchTests(CpuBackend backend) : DeviceTests(backend)
{
    private const double LearningRate = 0.01;

    [Theory]
    [InlineData("bruno", false)]
    [InlineData("exact", true)]
    public void WhereverItEndsItGoesOnToTheSameBits(string method, bool isSequence)
    {
        RunConfiguration configuration = (isSequence ? SessionSetup.Sequences : SessionSetup.Classification) with { Gradient = SessionSetup.Gradient(method) };
        Dataset data = SessionSetup.DataOf(configuration);
        using TrainingSession<Float32> leftAlone = new(Device, configuration, data);
        SplitMetrics expected = leftAlone.TrainEpoch(1, 0, LearningRate, null, () => false).Metrics!;

        using TemporaryFolder folder = new();
        TimeSpan usual = Device.Gate.Patience;
        int interrupted = 0;
        try
        {
            // How far the batch comes is chance; wherever it ends, the state is that before it.
            for (int tenths = 0; tenths < 40; ++tenths)
            {
                Device.Gate.Patience = TimeSpan.FromMilliseconds(0.1 * tenths);
                using TrainingSession<Float32> session = new(Device, configuration, data);
                int asked = 0;
                Assert.Equal(1, session.TrainEpoch(1, 0, LearningRate, null, () => ++asked == 1).StoppedAt);
                double[] before = session.Network.Parameters.Export();
                using CancellationTokenSource cancellation = new();
                Device.EndOn(cancellation.Token);
                cancellation.Cancel();
                (SplitMetrics? metrics, int stopped) = session.TrainEpoch(1, 1, LearningRate, null, () => true);
                Device.EndOn(CancellationToken.None);
                Assert.Null(metrics);
                if (stopped == 1)
                {
                    ++interrupted;
                    Assert.Equal(before, session.Network.Parameters.Export());
                }

                SessionCheckpoint.Save(folder["last.ckpt"], new RunState { Batch = stopped }, session);
                using TrainingSession<Float32> resumed = new(Device, configuration, data);
                Assert.Equal(stopped, SessionCheckpoint.Load(folder["last.ckpt"], resumed).Batch);
                SplitMetrics actual = resumed.TrainEpoch(1, stopped, LearningRate, null, () => false).Metrics!;
                Assert.Equal(expected with { Seconds = 0, EnergyAssumptions = [] }, actual with { Seconds = 0, EnergyAssumptions = [] });
                Assert.Equal(leftAlone.Network.Parameters.Export(), resumed.Network.Parameters.Export());
                if (interrupted > 5 && stopped == 2)
                    break;
            }
        }
        finally
        {
            Device.Gate.Patience = usual;
            Device.EndOn(CancellationToken.None);
        }

        Assert.True(interrupted > 0, "No batch was interrupted.");
    }

    /// <summary>A launch that would go through too many micro-steps is made in parts, and the bits are those of windows of a step.</summary>
    [Theory]
    [InlineData("bruno")]
    [InlineData("exact")]
    public void PartsOfALaunchMakeTheSameBits(string method)
    {
        // Seven outer steps a launch.
        RunConfiguration Cut(int window) => SessionSetup.Sequences with
        {
            Gradient = SessionSetup.Gradient(method),
            Memory = new MemoryConfiguration { Window = window },
            Network = SessionSetup.Sequences.Network with
            {
                Layers = [new LinearLayerConfiguration { Outputs = 1, InitialLow = 1, InitialHigh = 3 }, new DeviceLayerConfiguration { Substeps = 270_000 }, new LinearLayerConfiguration()],
            },
        };
        Dataset data = SessionSetup.DataOf(Cut(1));
        data = data.With(samples => [.. samples.Take(1)]);
        using TrainingSession<Float32> parts = new(Device, Cut(SessionSetup.Steps), data), windows = new(Device, Cut(1), data);
        double[] start = parts.Network.Parameters.Export();
        SplitMetrics first = parts.TrainEpoch(1, 0, LearningRate, null, () => false).Metrics!, second = windows.TrainEpoch(1, 0, LearningRate, null, () => false).Metrics!;
        Assert.Equal(first with { Seconds = 0, EnergyAssumptions = [] }, second with { Seconds = 0, EnergyAssumptions = [] });
        Assert.Equal(parts.Network.Parameters.Export(), windows.Network.Parameters.Export());
        Assert.NotEqual(start, parts.Network.Parameters.Export());
    }
}
