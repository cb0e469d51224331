using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

public class OracleLossTests
{
    [Fact]
    public void SpikeCount_equalsFiniteDifferences()
    {
        double[][][] s = new RandomArrays(1).Cube(6, 3, 4, 0, 1);
        int[] targets = [2, 0, 3];
        Near.RelativeToMaximum(
            FiniteDifference.Gradient(() => OracleSpikeCountLoss.At(s, targets).Value, s, 1e-5), OracleSpikeCountLoss.At(s, targets).OutputGradient, 1e-8);
    }

    [Fact]
    public void FirstSpike_equalsFiniteDifferences_betweenZeroAndOne()
    {
        double[][][] s = new RandomArrays(2).Cube(6, 3, 4, 0, 1);
        int[] targets = [2, 0, 3];
        Near.RelativeToMaximum(
            FiniteDifference.Gradient(() => OracleFirstSpikeLoss.At(s, targets, 1.7).Value, s, 1e-5),
            OracleFirstSpikeLoss.At(s, targets, 1.7).OutputGradient,
            1e-8);
    }

    [Fact]
    public void FirstSpike_equalsFiniteDifferences_atSpikes()
    {
        // Spikes of 0 and 1: the function is multilinear, so differences that leave [0, 1] are its derivative too.
        double[][][] s = OracleGrid.Zeros(6, 1, 4);
        s[2][0][0] = s[4][0][0] = s[0][0][1] = s[5][0][2] = 1;
        OracleLoss loss = OracleFirstSpikeLoss.At(s, [1], 3);
        Near.RelativeToMaximum(FiniteDifference.Gradient(() => OracleFirstSpikeLoss.At(s, [1], 3).Value, s, 1e-5), loss.OutputGradient, 1e-8);

        // A spike after the first one has no influence; without the first one the time would run on to the next spike.
        Assert.Equal(0, loss.OutputGradient[4][0][0]);
        Assert.NotEqual(0, loss.OutputGradient[2][0][0]);
    }

    [Theory]
    [InlineData(new double[] { 0, 0, 1, 0, 1 }, 2)]
    [InlineData(new double[] { 1, 0, 0, 0, 0 }, 0)]
    [InlineData(new double[] { 0, 0, 0, 0, 0 }, 5)]
    public void FirstSpikeTime_isTheIndexOfTheFirstSpike(double[] s, double expected) => Assert.Equal(expected, OracleFirstSpikeLoss.Time(s));

    [Fact]
    public void Sigmoid_equalsFiniteDifferences_withWarmupAndPadding()
    {
        RandomArrays random = new(3);
        double[][][] logits = random.Cube(7, 3, 2, -3, 3);
        double[][][] targets = random.Cube(7, 3, 2, 0, 1);
        int[] lengths = [7, 3, 5];
        OracleLoss loss = OracleSigmoidLoss.At(logits, targets, 2, lengths);
        Near.RelativeToMaximum(
            FiniteDifference.Gradient(() => OracleSigmoidLoss.At(logits, targets, 2, lengths).Value, logits, 1e-5), loss.OutputGradient, 1e-8);
        for (int t = 0; t < 7; t++)
        {
            for (int b = 0; b < 3; b++)
            {
                Assert.Equal(t >= 2 && t < lengths[b], loss.OutputGradient[t][b][0] != 0);
            }
        }
    }

    [Fact]
    public void Sigmoid_isTheMeanOverSequencesOfTheirOwnMeans()
    {
        RandomArrays random = new(4);
        double[][][] logits = random.Cube(7, 2, 3, -3, 3);
        double[][][] targets = random.Cube(7, 2, 3, 0, 1);
        double first = OracleSigmoidLoss.At(Sequence(logits, 0, 7), Sequence(targets, 0, 7), 1).Value;
        double second = OracleSigmoidLoss.At(Sequence(logits, 1, 3), Sequence(targets, 1, 3), 1).Value;
        Assert.Equal((first + second) / 2, OracleSigmoidLoss.At(logits, targets, 1, [7, 3]).Value, 1e-14);

        // The textbook formula.
        double literal = Enumerable.Range(1, 2).SelectMany(t => Enumerable.Range(0, 3).Select(j =>
        {
            double q = 1 / (1 + Math.Exp(-logits[t][1][j]));
            return -(targets[t][1][j] * Math.Log(q)) - ((1 - targets[t][1][j]) * Math.Log(1 - q));
        })).Average();
        Assert.Equal(literal, second, 1e-13);
    }

    [Fact]
    public void Sigmoid_refusesASequenceWithoutCountedSteps() =>
        Assert.Throws<ArgumentException>(() => OracleSigmoidLoss.At(OracleGrid.Zeros(4, 2, 1), OracleGrid.Zeros(4, 2, 1), 2, [4, 2]));

    private static double[][][] Sequence(double[][][] x, int b, int length) => x[..length].Select(step => new[] { step[b] }).ToArray();
}
