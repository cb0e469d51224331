using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

/// <summary>
/// Recurrent LIF against finite differences of its smooth surrogate model: around a base run the spikes are replaced by their linearisation
/// s + surrogate(V - threshold) (V' - V), and the reset product V s by its value in the base run (its gradient is stopped).
/// </summary>
public class LifOracleGradientTests
{
    private const int Steps = 15;
    private const int Batch = 2;
    private const int Neurons = 3;

    [Fact]
    public void Recurrent_equalsFiniteDifferences()
    {
        RandomArrays random = new(7);
        double[][][] input = random.Cube(Steps, Batch, Neurons, -1, 4);
        double[][][] lossS = random.Cube(Steps, Batch, Neurons, -1, 1);
        double[][][] lossV = random.Cube(Steps, Batch, Neurons, -1, 1);
        LifOracle oracle = new()
        {
            Alpha = [0.8, 0.6, 0.9],
            Beta = [0.7],
            Recurrent = random.Matrix(Neurons, Neurons, -1, 1),
            Surrogate = OracleSurrogate.Arctangent,
            SurrogateBeta = 2,
        };
        LifOracleTrajectory run = oracle.Forward(input);
        Assert.InRange(OracleGrid.Lanes(run.S).Sum(x => x.Sum()), 10, Steps * Batch * Neurons / 2);

        LifOracleGradient gradient = oracle.Backward(run, lossS, lossV);

        Func<double> loss = () => SmoothLoss(oracle, run, input, lossS, lossV);
        Near.RelativeToMaximum(FiniteDifference.Gradient(loss, input, 1e-5), gradient.Input, 1e-8);
        Near.RelativeToMaximum(FiniteDifference.Gradient(loss, oracle.Alpha, 1e-5), gradient.Alpha, 1e-8);
        Near.RelativeToMaximum(FiniteDifference.Gradient(loss, oracle.Beta, 1e-5), gradient.Beta, 1e-8);
        Near.RelativeToMaximum(FiniteDifference.Gradient(loss, oracle.Recurrent, 1e-5), gradient.Recurrent!, 1e-8);
    }

    [Theory]
    [InlineData(0.3, 0.5, 0)]
    [InlineData(0.5, 0.5, 0.5)]
    [InlineData(1.2, 1, 0)]
    [InlineData(1, 1, 0.5)]
    public void Decay_isClamped(double raw, double clamped, double slope)
    {
        RandomArrays random = new(9);
        double[][][] input = random.Cube(Steps, Batch, Neurons, -1, 4);
        double[][][] lossV = random.Cube(Steps, Batch, Neurons, -1, 1);
        LifOracle outside = new() { Alpha = [raw], Beta = [raw], ClampTie = 0.5 };
        LifOracle bound = new() { Alpha = [clamped], Beta = [clamped], ClampTie = 1 };
        LifOracleTrajectory run = outside.Forward(input);
        Near.Absolute(bound.Forward(input).V, run.V, 0);
        LifOracleGradient gradient = outside.Backward(run, null, lossV);
        LifOracleGradient whole = bound.Backward(run, null, lossV);
        Assert.Equal(slope * whole.Alpha[0], gradient.Alpha[0], 1e-12);
        Assert.Equal(slope * whole.Beta[0], gradient.Beta[0], 1e-12);
    }

    private static double SmoothLoss(LifOracle o, LifOracleTrajectory run, double[][][] input, double[][][] lossS, double[][][] lossV)
    {
        double loss = 0;
        for (int b = 0; b < Batch; b++)
        {
            double[] v = new double[Neurons];
            double[] i = new double[Neurons];
            double[] s = new double[Neurons];
            for (int t = 0; t < Steps; t++)
            {
                double[] before = s.ToArray();
                for (int j = 0; j < Neurons; j++)
                {
                    double alpha = o.Alpha[j];
                    double beta = o.Beta[0];
                    double removed = t == 0 ? 0 : run.V[t - 1][b][j] * run.S[t - 1][b][j];
                    v[j] = (alpha * (v[j] - removed)) + ((1 - alpha) * i[j]);
                    i[j] = (beta * i[j]) + ((1 - beta) * (input[t][b][j] + o.Recurrent![j].Zip(before, (r, x) => r * x).Sum()));
                    double slope = OracleSurrogateDerivative.At(o.Surrogate, o.SurrogateBeta, run.V[t][b][j] - o.Threshold);
                    s[j] = run.S[t][b][j] + (slope * (v[j] - run.V[t][b][j]));
                    loss += (lossS[t][b][j] * s[j]) + (lossV[t][b][j] * v[j]);
                }
            }
        }

        return loss;
    }
}
