using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

/// <summary>The gradients where no golden value exists.</summary>
public class FelifOracleGradientTests
{
    /// <summary>
    /// The gates carry no gradient, so away from a change of the freezing micro-step finite differences of V and P see what BPTT sees, spikes included.
    /// </summary>
    [Theory]
    [InlineData(0.3, 1.0, 4.9, 0)]
    [InlineData(0.3, 6.0, 4.9, 0)]
    [InlineData(-0.2, -0.5, 2.5, 0)]
    [InlineData(0.3, 4.0, 2.5, 2)]
    public void FullBptt_equalsFiniteDifferences(double v0, double size, double threshold, int spikes)
    {
        RandomArrays random = new(11);
        FelifOracle oracle = new(new FelifOracleParameters { MicroSteps = 1000, Threshold = [threshold] });
        double[][] current = random.Matrix(12, 1, 0.8 * size, 1.2 * size);
        double[] initialV = [v0];
        double[] initialP = [-0.15];
        FelifOracleLossGradient loss = new(null, random.Matrix(12, 1, -1, 1), random.Matrix(12, 1, -1, 1));

        FelifOracleTrajectory run = oracle.Forward(current, initialV, initialP);
        FelifOracleGradient gradient = oracle.FullBptt(run, loss);

        Assert.Equal(spikes, run.S.Sum(x => x[0]));
        Near.RelativeToMaximum(FiniteDifference.Gradient(Value, current, 1e-6), gradient.Current, 1e-5);
        Near.RelativeToMaximum(FiniteDifference.Gradient(Value, initialV, 1e-6), gradient.InitialV, 1e-5);
        Near.RelativeToMaximum(FiniteDifference.Gradient(Value, initialP, 1e-7), gradient.InitialP, 1e-5);

        double Value()
        {
            FelifOracleTrajectory x = oracle.Forward(current, initialV, initialP);
            return x.V.Zip(loss.V!, (a, b) => a[0] * b[0]).Sum() + x.P.Zip(loss.P!, (a, b) => a[0] * b[0]).Sum();
        }
    }

    /// <summary>Against the literal gradient of 20000 micro-steps on a segment without spikes: first order in the micro-step.</summary>
    [Theory]
    [InlineData(0.1, 6)]
    [InlineData(1, 6)]
    [InlineData(2, 6)]
    [InlineData(8, 3)]
    [InlineData(-1, 6)]
    public void Implicit_convergesToTheFineLiteralGradient(double size, int steps)
    {
        RandomArrays random = new(3);
        double[][] current = random.Matrix(steps, 1, 0.8 * size, 1.2 * size);
        FelifOracleLossGradient loss = new(null, random.Matrix(steps, 1, -1, 1), random.Matrix(steps, 1, -1, 1));

        FelifOracleGradient fine = Gradient(20000, (o, run) => o.FullBptt(run, loss));
        FelifOracleGradient coarse = Gradient(1000, (o, run) => o.Implicit(run, loss));
        FelifOracleGradient closer = Gradient(4000, (o, run) => o.Implicit(run, loss));

        Assert.InRange(Near.RelativeError(fine.Current, coarse.Current), 0, 2e-2);
        Converges(x => x.Current);
        Converges(x => [x.InitialV]);
        Converges(x => [x.InitialP]);

        void Converges(Func<FelifOracleGradient, double[][]> part) =>
            Assert.InRange(Near.RelativeError(part(fine), part(closer)), 0, 0.4 * Near.RelativeError(part(fine), part(coarse)));

        FelifOracleGradient Gradient(int microSteps, Func<FelifOracle, FelifOracleTrajectory, FelifOracleGradient> method)
        {
            FelifOracle oracle = new(new FelifOracleParameters { MicroSteps = microSteps, Threshold = [4.9] });
            FelifOracleTrajectory run = oracle.Forward(current, [0.05], [-0.2]);
            Assert.Equal(0, run.S.Sum(x => x[0]));
            return method(oracle, run);
        }
    }

    [Fact]
    public void Implicit_staysBounded_whereTheLiteralGradientExplodes()
    {
        double[][] current = [[7], [7], [7]];
        FelifOracle oracle = new(new FelifOracleParameters { MicroSteps = 100, Threshold = [4.9] });
        FelifOracleTrajectory run = oracle.Forward(current, [0.05], [-0.2]);
        FelifOracleLossGradient loss = new(null, [[1], [1], [1]]);
        Assert.True(Math.Abs(oracle.FullBptt(run, loss).Current[0][0]) > 1e10);
        Assert.InRange(Math.Abs(oracle.Implicit(run, loss).Current[0][0]), 0, 1);
    }

    [Fact]
    public void Implicit_isCutByAReset_andFrozenWithTheState()
    {
        FelifOracle oracle = new(new FelifOracleParameters());
        double[][] current = Enumerable.Range(0, 9).Select(_ => new[] { 2.0 }).ToArray();
        FelifOracleTrajectory run = oracle.Forward(current);
        Assert.Equal(1, run.S[6][0]);
        double[][] onlyLast = OracleGrid.Zeros(9, 1);
        onlyLast[8][0] = 1;
        FelifOracleGradient gradient = oracle.Implicit(run, new FelifOracleLossGradient(null, onlyLast));
        Assert.NotEqual(0, gradient.Current[8][0]);
        Assert.All(gradient.Current[..8], x => Assert.Equal(0, x[0]));

        // A start at the threshold: every micro-step is frozen.
        Assert.Equal(FelifOracleSensitivity.Identity, oracle.ImplicitSensitivity(0, 2.5, 0.1, 3));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bruno_isFullBptt_withOneMicroStep(bool keepRateDerivative)
    {
        RandomArrays random = new(5);
        FelifOracle oracle = new(new FelifOracleParameters { MicroSteps = 1 });
        FelifOracleTrajectory run = oracle.Forward(random.Matrix(30, 3, -0.02, 0.05));
        FelifOracleLossGradient loss = new(random.Matrix(30, 3, -1, 1), random.Matrix(30, 3, -1, 1), random.Matrix(30, 3, -1, 1));
        FelifOracleGradient expected = oracle.FullBptt(run, loss, keepRateDerivative);
        FelifOracleGradient actual = oracle.Bruno(run, loss, new BrunoOracleVariant(keepRateDerivative, true, 0));
        Near.RelativeToMaximum(expected.Current, actual.Current, 1e-12);
        Near.RelativeToMaximum(expected.InitialV, actual.InitialV, 1e-12);
        Near.RelativeToMaximum(expected.InitialP, actual.InitialP, 1e-12);
    }

    [Fact]
    public void Reset_cutsAnInfiniteAdjoint()
    {
        // Step 0 is spent in reset; under the inhibition after it the adjoint of P overflows. The reset selects 0, a product would give 0 x infinity.
        FelifOracle oracle = new(new FelifOracleParameters { MicroSteps = 100 });
        GoldenNode file = GoldenFile.Load("felif_15_inhibition_overflow_trap");
        double[][] current = [[0], .. file["input_current"].Matrix().Select(x => new[] { x[0] })];
        FelifOracleTrajectory run = oracle.Forward(current, [0], [-0.22], [1]);
        double[][] ones = current.Select(_ => new[] { 1.0 }).ToArray();
        FelifOracleGradient gradient = oracle.Bruno(run, new FelifOracleLossGradient(ones, ones, ones), BrunoOracleVariant.Primary);
        Assert.Equal(0, gradient.InitialP[0]);
        Assert.Equal(0, gradient.InitialV[0]);
        Assert.All(gradient.Current, x => Assert.True(double.IsFinite(x[0])));
    }

    [Fact]
    public void Pass_differsFromMask_onlyBeyondTheClip()
    {
        FelifOracle oracle = new(new FelifOracleParameters());
        FelifOracleLossGradient loss = new(null, [[1, 1]]);
        FelifOracleTrajectory run = oracle.Forward([[1, 6]], [0.3, 0.3], [0.2, 0.2]);
        FelifOracleGradient mask = oracle.Bruno(run, loss, BrunoOracleVariant.Primary);
        FelifOracleGradient pass = oracle.Bruno(run, loss, BrunoOracleVariant.Pass);
        double slope = 1e-3 / oracle.Constants(0).C;
        Assert.Equal([slope, 0], mask.Current[0]);
        Assert.Equal([slope, slope], pass.Current[0]);
    }
}
