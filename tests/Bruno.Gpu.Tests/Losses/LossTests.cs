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

    /// <summary>Steps without a class do not count, nor do those of the warm-up; an element has none at all.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void ClassesOfEachStepAreScoredAsByTheOracle(int warmup)
    {
        double[][][] logits = new RandomArrays(11).Cube(Steps, Batch, Outputs, -4, 4), classes = Classes();
        logits[4][0] = [800, -800, 0, 40];
        classes[4][0] = [0, 1, 0, 0];
        LossSetup loss = new(LossKind.StepClass, [9, 4, 3, 7, 9]) { Warmup = warmup, Targets = classes };
        AssertAgrees<Float64>(loss, logits, spiking: false, 1e-13);
        AssertAgrees<Float32>(loss, logits, spiking: false, 2e-6);
        AssertAgrees<Float64>(loss, Spikes(0.4), spiking: true, 1e-13);
    }

    /// <summary>A trial is a counted step, a hit one whose class has the largest output; the first of several.</summary>
    [Fact]
    public void StepsAreCounted()
    {
        double[][][] logits = OracleGrid.Zeros(4, 2, 3), classes = OracleGrid.Zeros(4, 2, 3);
        (logits[0][0], classes[0][0]) = ([5, 1, 1], [1, 0, 0]);
        (logits[1][0], classes[1][0]) = ([1, 2, 2], [0, 1, 0]);
        (logits[2][0], classes[2][0]) = ([1, 2, 2], [0, 0, 1]);
        (logits[3][0], classes[3][0]) = ([9, 2, 2], [0, 0, 0]);
        (logits[0][1], classes[0][1]) = ([0, 0, 0], [1, 0, 0]);
        (logits[1][1], classes[1][1]) = ([0, 0, 0], [0, 0, 1]);
        (logits[2][1], classes[2][1]) = ([0, 0, 9], [0, 0, 1]);
        LossScores scores = Evaluate<Float64>(new(LossKind.StepClass, [4, 2]) { Targets = classes }, logits, spiking: false).Scores;
        Assert.Equal([2, 1], scores.Hits);
        Assert.Equal([3, 2], scores.Trials);
        // -log of e^5/(e^5+2e), and twice of e^2/(e+2e^2), over three; log 3 where all are alike.
        double first = Math.Log(1 + 2 * Math.Exp(-4)), other = Math.Log(2 + Math.Exp(-1));
        Assert.Equal((first + 2 * other) / 3, scores.Losses[0], 1e-14);
        Assert.Equal(Math.Log(3), scores.Losses[1], 1e-14);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void ErrorsOfEachStepAreScoredAsByTheOracle(int warmup)
    {
        RandomArrays random = new(12);
        double[][][] values = random.Cube(Steps, Batch, Outputs, -4, 4);
        LossSetup loss = new(LossKind.SquaredError, [9, 4, 3, 7, 9]) { Warmup = warmup, Targets = random.Cube(Steps, Batch, Outputs, -2, 2) };
        AssertAgrees<Float64>(loss, values, spiking: false, 1e-13);
        AssertAgrees<Float32>(loss, values, spiking: false, 2e-6);
        AssertAgrees<Float64>(loss, Spikes(0.4), spiking: true, 1e-13);
        LossScores scores = Evaluate<Float64>(loss, values, spiking: false).Scores;
        Assert.All(scores.Trials, trials => Assert.Equal(0, trials));
    }

    /// <summary>Values over time, spikes among them, with warm-up, scale and smoothing; one element has a single counted step.</summary>
    [Theory]
    [InlineData(LossKind.MaxOverTime, 0, 1, 0)]
    [InlineData(LossKind.MaxOverTime, 2, 0.7, 0.2)]
    [InlineData(LossKind.MeanOverTime, 0, 1, 0)]
    [InlineData(LossKind.MeanOverTime, 2, 6, 0.2)]
    [InlineData(LossKind.EachStep, 0, 1, 0)]
    [InlineData(LossKind.EachStep, 2, 1.5, 0.2)]
    public void ValuesOverTimeAreScoredAsByTheOracle(LossKind kind, int warmup, double scale, double smoothing)
    {
        LossSetup loss = new(kind, [9, 4, 3, 7, 9]) { Labels = Labels, Warmup = warmup, Scale = scale, Smoothing = smoothing };
        double[][][] values = new RandomArrays(13).Cube(Steps, Batch, Outputs, -4, 4);
        AssertAgrees<Float64>(loss, values, spiking: false, 1e-13);
        AssertAgrees<Float32>(loss, values, spiking: false, 4e-6);
        AssertAgrees<Float64>(loss, Spikes(0.4), spiking: true, 1e-13);
        values[4][0] = [800, -800, 0, 40];
        AssertAgrees<Float64>(loss, values, spiking: false, 1e-13);
    }

    /// <summary>The derivative of every loss with a softmax, by central differences of itself: also those whose oracle knows no smoothing.</summary>
    [Theory]
    [InlineData(LossKind.SpikeCount)]
    [InlineData(LossKind.StepClass)]
    [InlineData(LossKind.MaxOverTime)]
    [InlineData(LossKind.MeanOverTime)]
    [InlineData(LossKind.EachStep)]
    public void ScaleAndSmoothingAreDifferentiated(LossKind kind)
    {
        LossSetup loss = new(kind, [9, 4, 3, 7, 9]) { Labels = Labels, Targets = Classes(), Warmup = 1, Scale = 0.6, Smoothing = 0.3 };
        double[] values = new RandomArrays(14).Vector(Steps * Batch * Outputs, -2, 2);
        double[][][] Output() => Flat.Cube(values, Batch, Outputs);
        double[] expected = FiniteDifference.Gradient(() => Evaluate<Float64>(loss, Output(), spiking: false).Scores.Losses.Average(), values, 1e-5);
        Near.RelativeToMaximum(expected, Evaluate<Float64>(loss, Output(), spiking: false).Adjoint, 1e-7);

        // With smoothing no certainty is without loss: at best the entropy of what is wanted.
        double entropy = -(0.3 / 4 * 3 * Math.Log(0.3 / 4)) - (0.7 + 0.3 / 4) * Math.Log(0.7 + 0.3 / 4);
        Assert.All(
            Evaluate<Float64>(loss, Output(), spiking: false).Scores.Losses.Where((_, b) => kind != LossKind.StepClass || b != 1), value => Assert.True(value >= entropy - 1e-12));
    }

    /// <summary>The first of equal maxima has the derivative; equal classes are predicted as the first of them.</summary>
    [Fact]
    public void TheFirstMaximumCounts()
    {
        double[][][] values = OracleGrid.Zeros(4, 1, 2);
        values[1][0] = [3, 1];
        values[3][0] = [3, 3];
        (LossScores scores, double[] adjoint) = Evaluate<Float64>(new(LossKind.MaxOverTime, [4]) { Labels = [1] }, values, spiking: false);
        Assert.Equal([0, 0, 0.5, 0, 0, 0, 0, -0.5], adjoint);
        Assert.Equal([0], scores.Hits);
        Assert.Equal(Math.Log(2), scores.Losses[0], 1e-14);
    }

    /// <summary>Two steps weakly for the first class and one strongly for the other: the summed probabilities decide, not the number of steps.</summary>
    [Fact]
    public void SummedProbabilitiesDecide()
    {
        double[][][] values = OracleGrid.Zeros(3, 1, 2);
        (values[0][0], values[1][0], values[2][0]) = ([0.2, 0], [0.2, 0], [0, 8]);
        Assert.Equal([1], Evaluate<Float64>(new(LossKind.EachStep, [3]) { Labels = [1] }, values, spiking: false).Scores.Hits);
        Assert.Equal([0], Evaluate<Float64>(new(LossKind.EachStep, [2]) { Labels = [1] }, values, spiking: false).Scores.Hits);
        Assert.Equal([1], Evaluate<Float64>(new(LossKind.EachStep, [3]) { Labels = [0], Warmup = 2, Scale = 1e-3 }, [.. values.Reverse()], spiking: false).Scores.Hits);
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

    [Theory]
    [InlineData(LossKind.Sequence, 3)]
    [InlineData(LossKind.StepClass, 3)]
    [InlineData(LossKind.StepClass, 0)]
    [InlineData(LossKind.SquaredError, 3)]
    public void ASequenceWithoutCountedStepsScoresNothing(LossKind kind, int warmup)
    {
        double[][][] targets = warmup == 0 ? OracleGrid.Zeros(Steps, Batch, Outputs) : Notes(new RandomArrays(10));
        LossSetup loss = new(kind, [2, 2, 2, 2, 2]) { Warmup = warmup, Targets = targets };
        (LossScores scores, double[] adjoint) = Evaluate<Float64>(loss, OracleGrid.Zeros(Steps, Batch, Outputs), spiking: false);
        Assert.All(scores.Losses, value => Assert.Equal(0, value));
        Assert.All(scores.Trials, value => Assert.Equal(0, value));
        Assert.All(adjoint, value => Assert.Equal(0, value));
    }

    private static double[][][] Spikes(double density) =>
        [.. new RandomArrays(2).Cube(Steps, Batch, Outputs, 0, 1).Select(step => step.Select(row => row.Select(x => x < density ? 1.0 : 0).ToArray()).ToArray())];

    private static double[][][] Notes(RandomArrays random) =>
        [.. random.Cube(Steps, Batch, Outputs, 0, 1).Select(step => step.Select(row => row.Select(x => x < 0.4 ? 1.0 : 0).ToArray()).ToArray())];

    /// <summary>A class a step, none at every third, and none at all for the second element.</summary>
    private static double[][][] Classes() =>
        [.. Enumerable.Range(0, Steps).Select(t => Enumerable.Range(0, Batch).Select(b =>
            Enumerable.Range(0, Outputs).Select(i => b != 1 && t % 3 != 2 && i == (t * 7 + b) % Outputs ? 1.0 : 0).ToArray()).ToArray())];

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
