using Bruno.Gpu.Recordings;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Comparison;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Networks;

namespace Bruno.Gpu.Tests.Comparison;

/// <summary>Comparisons on a small network of LIF and FeLIF neurons that spike.</summary>
public abstract class GradientComparerTests(Backend backend) : DeviceTests(backend)
{
    private const int Channels = 3, Outputs = 4, Steps = 24;

    private static readonly RunConfiguration Small = new()
    {
        Precision = Precision.Double,
        Network = new NetworkConfiguration
        {
            Layers =
            [
                new LinearLayerConfiguration { Outputs = 11, InitialScale = 6 },
                new LifLayerConfiguration(),
                new LinearLayerConfiguration { InitialLow = 0, InitialHigh = 2 },
                new DeviceLayerConfiguration { Substeps = 200, Parameters = new Dictionary<string, double> { ["threshold"] = 1.5 } },
            ],
        },
    };

    private static readonly Dataset Data = Random(DatasetTask.Classification, [Steps, Steps, 17]);

    [Fact]
    public void Exact_AgainstItself_IsTheSame()
    {
        GradientComparisonRow[] rows = Compare(Small, Data, new() { Methods = [GradientKind.Exact], Horizons = [Steps], ReferenceSubsteps = 200 });
        Assert.Equal(["all", "0.linear.weights", "1.lif.decays", "2.linear.weights"], rows.Select(row => row.Layer));
        Assert.All(rows, row =>
        {
            Assert.Equal(1, row.Cosine!.Value, 1e-12);
            Assert.Equal(1, row.NormRatio!.Value, 1e-12);
            Assert.Equal((0.0, row.ReferenceLoss), (row.SpikeMismatch, row.Loss));
        });
    }

    [Fact]
    public void MethodsThatUnrollMicroSteps_AgreeWithTheLiteralDerivative()
    {
        GradientKind[] kinds = [GradientKind.ExactLiteral, GradientKind.Bptt, GradientKind.Checkpointed];
        double[][] gradients = [.. kinds.Select(kind => GradientProbe.Measure(
            Device, Small with { Gradient = new() { Method = kind } }, ComparisonBatch.First(Data, 3), null).Values)];
        Assert.Contains(gradients[0], value => value != 0);
        double largest = gradients[0].Max(Math.Abs);
        foreach (double[] other in gradients[1..])
            Assert.All(gradients[0].Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * largest));
    }

    [Fact]
    public void Rows_SayWhatWasCompared()
    {
        RunConfiguration run = Small with { Precision = Precision.Float, Seed = 5 };
        GradientComparisonOptions options = new()
        {
            Methods = [GradientKind.Bruno, GradientKind.Coarse], Horizons = [8, 20], Samples = 2, ReferenceSubsteps = 300,
        };
        GradientComparisonRow[] rows = Compare(run, Data, options);
        Assert.Equal(2 * 2 * 4, rows.Length);
        Assert.All(rows, row => Assert.Equal(
            (300, 2, Precision.Float, Device.Description.Name, 5ul),
            (row.ReferenceSubsteps, row.Samples, row.Precision, row.Accelerator, row.Seed)));
        Assert.Equal(
            [("bruno", 8, 200), ("coarse", 8, 1), ("bruno", 20, 200), ("coarse", 20, 1)],
            rows.Where(row => row.Layer == "all").Select(row => (row.Method, row.HorizonSteps, row.Substeps!.Value)));

        // Coarse values have little to do with the device: other spikes, hence another loss.
        GradientComparisonRow bruno = rows.Last(row => row.Method == "bruno"), coarse = rows.Last(row => row.Method == "coarse");
        Assert.InRange(bruno.SpikeMismatch!.Value, 0, 0.5);
        Assert.True(coarse.SpikeMismatch > bruno.SpikeMismatch);
        Assert.Equal(bruno.ReferenceLoss, bruno.Loss, 0.2);
    }

    [Fact]
    public void AHorizonThatNoStepOfTheLossReaches_HasNoCosine()
    {
        RunConfiguration run = Small with { Loss = new LossConfiguration { Kind = LossKind.Sequence, WarmupSteps = 5 } };
        GradientComparisonOptions options = new() { Methods = [GradientKind.Bruno], Horizons = [4, 12], ReferenceSubsteps = 200 };
        GradientComparisonRow[] rows = Compare(run, Random(DatasetTask.SequencePrediction, [Steps, 9]), options);
        Assert.All(rows.Where(row => row.HorizonSteps == 4), row => Assert.Equal((null, null, 0.0), (row.Cosine, row.NormRatio, row.ReferenceNorm)));
        Assert.All(rows.Where(row => row.HorizonSteps == 12), row => Assert.NotNull(row.Cosine));
        Assert.Contains(GradientComparisonRemarks.Of(rows, ComparisonBatch.First(Data, 1)), remark => remark.Contains("direction"));
    }

    [Fact]
    public void Cancelled_LeavesTheRowsOfWholePasses()
    {
        using CancellationTokenSource source = new();
        GradientComparisonOptions options = new() { Methods = [GradientKind.Bruno, GradientKind.Pass], Horizons = [5], ReferenceSubsteps = 20 };
        GradientComparer comparer = new(Device, Small, options, ComparisonBatch.First(Data, 1), null, progress =>
        {
            if (progress.Done == 2)
                source.Cancel();
        });
        Assert.Equal(4, comparer.Rows(source.Token).Count());
        Assert.False(comparer.IsComplete);
    }

    [Fact]
    public void Batches_AreTheFirstSamplesCutToTheHorizon()
    {
        Dataset data = Random(DatasetTask.SequencePrediction, [9, 4, 7]);
        ComparisonBatch batch = ComparisonBatch.First(data, 2).CutTo(5);
        Assert.Equal([5, 4], batch.Samples.Select(sample => sample.Steps));
        Assert.Equal(data.Train[0].Values[..(5 * Channels)], batch.Samples[0].Values);
        Assert.Equal(data.Train[0].Targets![..(5 * Outputs)], batch.Samples[0].Targets);
        Assert.Same(data.Train[1], batch.Samples[1]);
        Assert.Equal(3, ComparisonBatch.First(data, 100).Samples.Count);
    }

    private static Dataset Random(DatasetTask task, int[] lengths)
    {
        RandomArrays random = new(7);
        bool isSequence = task == DatasetTask.SequencePrediction;
        float[] Values(int length) => Array.ConvertAll(random.Vector(length, 0, 3), value => (float)value);
        Sample[] samples = [.. lengths.Select((steps, i) => new Sample(
            Values(steps * Channels), steps, isSequence ? -1 : i % Outputs,
            isSequence ? Array.ConvertAll(Values(steps * Outputs), value => value > 2 ? 1f : 0f) : null))];
        return new Dataset(
            "random", task, Channels, Outputs, ["a", "b", "c", "d"], samples, samples[..1], samples[..1], "made by a test");
    }

    private GradientComparisonRow[] Compare(RunConfiguration run, Dataset dataset, GradientComparisonOptions options) =>
        [.. new GradientComparer(Device, run, options, ComparisonBatch.First(dataset, options.Samples), null, null).Rows(default)];
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class GradientComparerCpuTests(CpuBackend backend) : GradientComparerTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class GradientComparerCudaTests(CudaBackend backend) : GradientComparerTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class GradientComparerOpenClTests(OpenClBackend backend) : GradientComparerTests(backend);
