using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Batches;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>Samples of training batches are moved and stretched in time, by a loop of its own here; those of evaluations are not.</summary>
public abstract class AugmentationTests(Backend backend) : DeviceTests(backend)
{
    private const ulong Seed = 11;

    private static readonly Dataset Data = SessionSetup.DataOf(SessionSetup.Classification);

    private static readonly int[] Order = [7, 0, 3, 9, 1];

    [Theory]
    [InlineData(0, 0.0, 1)]
    [InlineData(3, 0.0, 1)]
    [InlineData(0, 0.4, 1)]
    [InlineData(2, 0.3, 1)]
    [InlineData(40, 0.9, 1)]
    [InlineData(2, 0.3, 4)]
    public void ABatchIsThatOfAPlainLoop(int shift, double stretch, int microSteps)
    {
        Dataset data = Data.Map(sample => Repeated(sample, microSteps), Data.StepSeconds / microSteps);
        SequenceExtent extent = new(Order.Max(sample => data.Train[sample].Steps), Order.Length);
        foreach (uint pass in new uint[] { 0, 5 })
        {
            double[] filled = Filled(data, extent, new(Seed, (uint)RandomStream.Augmentation, pass, (int)(stretch * TimeWarp.One), shift, microSteps));
            Assert.Equal(Loop(extent, shift, stretch, microSteps, pass), filled);
            if (shift == 0 && stretch == 0)
                Assert.Equal(Filled(data, extent, null), filled);
        }
    }

    /// <summary>All shifts from one bound to the other come up, and every pass draws its own.</summary>
    [Fact]
    public void ShiftsAreAllThoseWithinTheBounds()
    {
        const int steps = 101, middle = 50;
        int[] shifts = [.. Enumerable.Range(0, 500).Select(pass => middle - new TimeWarp(Seed, 1, (uint)pass, 0, 3, 1).SourceOf(4, middle, steps))];
        Assert.Equal(Enumerable.Range(-3, 7), shifts.Distinct().Order());
        Assert.InRange(shifts.Average(), -0.4, 0.4);
    }

    [Fact]
    public void EvaluationSeesSamplesAsTheyAre()
    {
        using TrainingSession<Float64> plain = new(Device, SessionSetup.Classification, Data), moved = new(Device, Moved, Data);
        foreach (TrainingSession<Float64> session in new[] { plain, moved })
            Assert.Equal(plain.Network.Parameters.Export(), session.Network.Parameters.Export());
        SplitMetrics Test(TrainingSession<Float64> session) =>
            session.Evaluate(session.Test, 1, null, TestContext.Current.CancellationToken) with { Seconds = 0, EnergyAssumptions = [] };
        Assert.Equal(Test(plain), Test(moved));
        double Loss(TrainingSession<Float64> session) => session.TrainEpoch(1, 0, 0, null, () => false).Metrics!.Loss;
        Assert.NotEqual(Loss(plain), Loss(moved));
    }

    /// <summary>Unrolled to micro-steps, those of a step move together.</summary>
    [Fact]
    public void MicroStepsMoveTogether()
    {
        RunConfiguration unrolled = MicroStepUnrolling.Of(Moved with { Gradient = SessionSetup.Gradient("bptt-full") });
        TimeWarp warp = unrolled.Augmentation.WarpOf(Seed, 3)!.Value;
        Assert.Equal(12, warp.MicroSteps);
        Assert.Equal(Moved.Augmentation.WarpOf(Seed, 3), warp with { MicroSteps = 1 });
    }

    private static RunConfiguration Moved => SessionSetup.Classification with { Augmentation = new() { Shift = 4, Stretch = 0.2 } };

    private double[] Filled(Dataset data, SequenceExtent extent, TimeWarp? warp)
    {
        using DeviceSplit<Float32> split = new(Device, "train", data.Train, data.Channels, 0);
        using BatchAssembly<Float32> batch = new(Device, data.Channels, data.Outputs, false, extent);
        split.Order.Upload([.. Order, .. Enumerable.Range(0, data.Train.Count).Except(Order)]);
        batch.Fill(split, split.Order.View.SubView(0, Order.Length), extent, warp);
        return Read(batch.Input.Values, extent.Steps * extent.Batch * data.Channels);
    }

    /// <summary>[steps, batch, channels], step by step.</summary>
    private static double[] Loop(SequenceExtent extent, int shift, double stretch, int microSteps, uint pass)
    {
        int channels = Data.Channels;
        double[] batch = new double[extent.Steps * extent.Batch * channels];
        for (int element = 0; element < Order.Length; ++element)
        {
            Sample sample = Data.Train[Order[element]];
            CounterRandom random = new(Seed, (uint)RandomStream.Augmentation, (uint)Order[element], pass);
            int moved = (int)Math.Floor(random.NextUniform(-shift, shift + 1));
            double factor = random.NextUniform(1 - stretch, 1 + stretch), middle = (sample.Steps - 1) / 2.0;
            for (int step = 0; step < sample.Steps * microSteps; ++step)
            {
                double from = Math.Floor(middle + (step / microSteps - moved - middle) / factor + 0.5);
                for (int channel = 0; channel < channels && from >= 0 && from < sample.Steps; ++channel)
                    batch[(step * extent.Batch + element) * channels + channel] = sample.Values[(int)from * channels + channel];
            }
        }

        return batch;
    }

    private static Sample Repeated(Sample sample, int times)
    {
        float[][] rows = [.. sample.Values.Chunk(Data.Channels)];
        return sample with { Values = [.. rows.SelectMany(row => Enumerable.Repeat(row, times)).SelectMany(row => row)], Steps = sample.Steps * times };
    }
}

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class AugmentationCudaTests(CudaBackend backend) : AugmentationTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class AugmentationOpenClTests(OpenClBackend backend) : AugmentationTests(backend);

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class AugmentationCpuTests(CpuBackend backend) : AugmentationTests(backend)
{
    [Theory]
    [InlineData("polyphonic")]
    [InlineData("qtdb")]
    public void DataWithSomethingAtEveryStepAreRefused(string name)
    {
        string text = $"[data]\nname = \"{name}\"\n[augmentation]\nshift = 2\n[[network.layers]]\nkind = \"linear\"\n";
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => ConfigurationBinder.Bind<RunConfiguration>(ConfigurationSource.FromText("test", text)));
        Assert.Contains($"augmentation: moves samples in time, but the data set '{name}' has something to come to at every step", exception.Message, StringComparison.Ordinal);
    }
}
