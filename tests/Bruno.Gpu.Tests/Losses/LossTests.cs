using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Networks;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Losses;

/// <summary>The losses against the oracle: values, adjoints, hits; padding, ties and silence.</summary>
public abstract class LossTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 9, Batch = 5, Outputs = 4;

    private static readonly int[] Lengths = [9, 4, 1, 7, 9];

    private static readonly int[] Labels = [0, 3, 1, 1, 2];

    [Theory]
    [InlineData(LossKind.SpikeCount, 0.3)]
    [InlineData(LossKind.SpikeCount, 0.0)]
    [InlineData(LossKind.SpikeCount, 1.0)]
    [InlineData(LossKind.FirstSpike, 0.3)]
    [InlineData(LossKind.FirstSpike, 0.0)]
    [InlineData(LossKind.FirstSpike, 1.0)]
    public void SpikesAreScoredAsByTheOracle(LossKind kind, double density)
    {
        double[][][] spikes = Spikes(density);
        LossSetup loss = new(kind, Lengths) { Labels = Labels };
        AssertAgrees<Float64>(loss, spikes, spiking: true, 1e-13);
        AssertAgrees<Float32>(loss, spikes, spiking: true, 2e-6);
    }

    /// <summary>The first class with the most spikes, or the earliest, is the predicted one; so silence predicts class 0.</summary>
    [Theory]
    [InlineData(LossKind.SpikeCount)]
    [InlineData(LossKind.FirstSpike)]
    public void TiesGoToTheFirstClass(LossKind kind)
    {
        double[][][] spikes = OracleGrid.Zeros(3, 3, 3);
        spikes[1][1] = [0, 1, 1];
        spikes[0][2] = [1, 1, 1];
        for (int label = 0; label < 3; ++label)
        {
            LossSetup loss = new(kind, [3, 3, 3]) { Labels = [label, label, label] };
            LossScores scores = Evaluate<Float64>(loss, spikes, spiking: true).Scores;
            Assert.Equal([label == 0 ? 1 : 0, label == 1 ? 1 : 0, label == 0 ? 1 : 0], scores.Hits);
            Assert.Equal([1, 1, 1], scores.Trials);
            Assert.Equal(Math.Log(3), scores.Losses[0], 1e-14);
            Assert.Equal(Math.Log(3), scores.Losses[2], 1e-14);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void ValuesOfEachStepAreScoredAsByTheOracle(int warmup)
    {
        RandomArrays random = new(9);
        double[][][] logits = random.Cube(Steps, Batch, Outputs, -4, 4);
        logits[4][0] = [800, -800, 0, 40];
        LossSetup loss = new(LossKind.Sequence, [9, 4, 3, 7, 9]) { Warmup = warmup, Targets = Notes(random) };
        AssertAgrees<Float64>(loss, logits, spiking: false, 1e-13);
        AssertAgrees<Float32>(loss, logits, spiking: false, 2e-6);
    }

    [Fact]
    public void SpikesOfEachStepAreScoredAsByTheOracle()
    {
        LossSetup loss = new(LossKind.Sequence, [9, 4, 3, 7, 9]) { Warmup = 1, Targets = Notes(new RandomArrays(10)) };
        AssertAgrees<Float64>(loss, Spikes(0.4), spiking: true, 1e-13);
    }

    /// <summary>Hits are notes predicted and played, trials those predicted or played, on counted steps only.</summary>
    [Fact]
    public void NotesAreCounted()
    {
        RandomArrays random = new(9);
        double[][][] logits = random.Cube(Steps, Batch, Outputs, -4, 4);
        LossSetup loss = new(LossKind.Sequence, [9, 4, 3, 7, 9]) { Warmup = 2, Targets = Notes(random) };
        LossScores scores = Evaluate<Float64>(loss, logits, spiking: false).Scores;
        for (int b = 0; b < Batch; ++b)
        {
            var counted = Enumerable.Range(2, loss.Lengths[b] - 2)
                .SelectMany(t => Enumerable.Range(0, Outputs).Select(i => (Predicted: logits[t][b][i] > 0, Played: loss.Targets[t][b][i] == 1)))
                .ToArray();
            Assert.Equal(counted.Count(n => n.Predicted && n.Played), scores.Hits[b]);
            Assert.Equal(counted.Count(n => n.Predicted || n.Played), scores.Trials[b]);
        }
    }

    [Fact]
    public void ASequenceWithoutCountedStepsScoresNothing()
    {
        LossSetup loss = new(LossKind.Sequence, [2, 2, 2, 2, 2]) { Warmup = 3, Targets = Notes(new RandomArrays(10)) };
        (LossScores scores, double[] adjoint) = Evaluate<Float64>(loss, OracleGrid.Zeros(Steps, Batch, Outputs), spiking: false);
        Assert.All(scores.Losses, value => Assert.Equal(0, value));
        Assert.All(scores.Trials, value => Assert.Equal(0, value));
        Assert.All(adjoint, value => Assert.Equal(0, value));
    }

    private static double[][][] Spikes(double density) =>
        [.. new RandomArrays(2).Cube(Steps, Batch, Outputs, 0, 1).Select(step => step.Select(row => row.Select(x => x < density ? 1.0 : 0).ToArray()).ToArray())];

    private static double[][][] Notes(RandomArrays random) =>
        [.. random.Cube(Steps, Batch, Outputs, 0, 1).Select(step => step.Select(row => row.Select(x => x < 0.4 ? 1.0 : 0).ToArray()).ToArray())];

    private (LossScores Scores, double[] Adjoint) Evaluate<T>(LossSetup loss, double[][][] output, bool spiking)
        where T : unmanaged, IReal<T>
    {
        int length = Flat.Of(output).Length;
        using DeviceBuffer<T> values = Buffer<T>(Flat.Of(output));
        using DeviceBuffer<Spike> spikes = SpikeBuffer(Flat.Of(output));

        // Whatever was there before must not show through where a sequence is padded.
        using DeviceBuffer<T> adjoint = Buffer<T>([.. Enumerable.Repeat(double.NaN, length)]);
        Signal<T> signal = spiking ? new(spikes.View) : new(values.View);
        LossScores scores = loss.Evaluate(Device, signal, adjoint.View, new(output.Length, output[0].Length), output[0][0].Length);
        return (scores, Read(adjoint.View, length));
    }

    private void AssertAgrees<T>(LossSetup loss, double[][][] output, bool spiking, double tolerance)
        where T : unmanaged, IReal<T>
    {
        OracleLoss expected = loss.Oracle(output);
        (LossScores scores, double[] adjoint) = Evaluate<T>(loss, output, spiking);
        Assert.Equal(expected.Value, scores.Losses.Average(), tolerance * (1 + expected.Value));
        Near.RelativeToMaximum(Flat.Of(expected.OutputGradient), adjoint, 10 * tolerance);
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class LossCpuTests(CpuBackend backend) : LossTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class LossCudaTests(CudaBackend backend) : LossTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class LossOpenClTests(OpenClBackend backend) : LossTests(backend);
