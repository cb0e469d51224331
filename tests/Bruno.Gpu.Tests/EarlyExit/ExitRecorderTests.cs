using Bruno.Gpu.Datasets;
using Bruno.Gpu.EarlyExit;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Training;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.EarlyExit;

/// <summary>What is read off one run to the end is what samples that are cut where they stop come to.</summary>
[Collection(typeof(CpuTests))]
public sealed class ExitRecorderTests(CpuBackend backend) : DeviceTests(backend)
{
    private const double Threshold = 0.3;

    public static TheoryData<LossKind> Kinds => [LossKind.SpikeCount, LossKind.FirstSpike, LossKind.MaxOverTime, LossKind.MeanOverTime, LossKind.EachStep];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void StoppingIsCuttingTheSamples(LossKind kind)
    {
        RunConfiguration run = Run(kind);
        Dataset data = SessionSetup.DataOf(run);
        SampleTrace[] traces = Traces(run, data);
        Sample[] cut = [.. data.Test.Zip(traces, (sample, trace) => Cut(sample, trace.ExitStep(Threshold, 1, out _) + 1, data.Channels))];
        Assert.Contains(cut.Zip(data.Test), pair => pair.First.Steps < pair.Second.Steps);
        foreach ((ExitRow row, Sample[] samples) in new[] { (Row(traces, Threshold, data), cut), (Row(traces, null, data), data.Test.ToArray()) })
        {
            Dataset of = new(data.Name, data.Task, data.Channels, data.Outputs, data.OutputNames, data.Train, data.Validation, samples, data.Source, data.StepSeconds);
            using TrainingSession<Float64> session = new(Device, run, of);
            SplitMetrics expected = session.Evaluate(session.Test, 1, null, TestContext.Current.CancellationToken);
            Assert.Equal(expected.Accuracy!.Value, row.Accuracy, 1e-15);
            Assert.Equal(expected.SynapticOperations, row.SynapticOperations, 1e-9 * expected.SynapticOperations);
            Assert.Equal(expected.EnergyJoules!.Value, row.EnergyJoules!.Value, 1e-9 * expected.EnergyJoules.Value);
            Assert.Equal(samples.Average(sample => sample.Steps), row.LatencySteps, 1e-12);
        }
    }

    /// <summary>The logits after the last step are those of the loss: its cross-entropy.</summary>
    [Theory]
    [InlineData(LossKind.SpikeCount)]
    [InlineData(LossKind.FirstSpike)]
    [InlineData(LossKind.MaxOverTime)]
    [InlineData(LossKind.MeanOverTime)]
    public void TheSurpriseAtTheEndIsTheLoss(LossKind kind)
    {
        RunConfiguration run = Run(kind);
        Dataset data = SessionSetup.DataOf(run);
        using TrainingSession<Float64> session = new(Device, run, data);
        double loss = session.Evaluate(session.Test, 1, null, TestContext.Current.CancellationToken).Loss;
        Assert.Equal(loss, Traces(run, data).Average(trace => (trace with { FirstStep = trace.Steps - 1 }).Surprise(1)), 1e-12);
    }

    [Fact]
    public void HoweverTimeIsCut()
    {
        RunConfiguration run = Run(LossKind.MeanOverTime);
        Dataset data = SessionSetup.DataOf(run);
        ExitRow whole = Row(Traces(run, data), Threshold, data);
        Assert.Equal(whole, Row(Traces(run with { Memory = new MemoryConfiguration { Window = 3, Segment = 5 } }, data), Threshold, data));
    }

    private static RunConfiguration Run(LossKind kind) => kind is LossKind.SpikeCount or LossKind.FirstSpike
        ? SessionSetup.Classification with { Loss = new() { Kind = kind, TimeConstant = 2 } }
        : SessionSetup.Classification with
        {
            Network = new NetworkConfiguration { Layers = [.. SessionSetup.Classification.Network.Layers.Take(2), new LinearLayerConfiguration { Bias = true, InitialScale = 4 }] },
            Loss = new() { Kind = kind, WarmupSteps = 2, Scale = 4 },
        };

    private static ExitRow Row(SampleTrace[] traces, double? threshold, Dataset data) => ExitRow.Of(traces, threshold, 1, data.StepSeconds, 1);

    private static Sample Cut(Sample sample, int steps, int channels) => new(sample.Values[..(steps * channels)], steps, sample.Label, null);

    private SampleTrace[] Traces(RunConfiguration run, Dataset data)
    {
        using TrainingSession<Float64> session = new(Device, run, data);
        using ExitRecorder<Float64> recorder = new(session, data.Test, session.Test.Steps, data.Channels);
        session.Evaluate(session.Test, 1, null, TestContext.Current.CancellationToken, recorder);
        return recorder.Traces;
    }
}
