using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

public class FelifOracleOptionTests
{
    [Fact]
    public void SignOfZero_decidesTheLeakAtRest()
    {
        FelifOracleParameters parameters = new();
        Assert.Equal(0, new FelifOracle(parameters).Rates(0, 0, -0.22).LeakCurrent);
        Assert.Equal(0, new FelifOracle(parameters).Rates(0, 0, -0.22).LeakSlope);
        FelifOracle plus = new(parameters with { SignOfZeroIsPlus = true });
        Assert.Equal(0.01, plus.Rates(0, 0, -0.22).LeakCurrent, 1e-15);
        Assert.Equal(0.025 * 1e-4 / 0.32, plus.Rates(0, 0, -0.22).LeakSlope, 1e-18);
        Assert.Equal(-0.01, plus.Rates(0, -0.0, -0.22).LeakCurrent, 1e-15);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void FiresAtEquality_decidesAtTheThreshold(bool firesAtEquality, double spike)
    {
        // At V = 0 = V_thr without input and without switching the state rests exactly on the threshold.
        FelifOracleParameters parameters = new() { Threshold = [0], FiresAtEquality = firesAtEquality, InitialPolarization = [0] };
        FelifOracleTrajectory run = new FelifOracle(parameters).Forward([[0]]);
        Assert.Equal(0, run.V[0][0]);
        Assert.Equal(spike, run.S[0][0]);
    }

    [Fact]
    public void Reset_takesTheStepAfterASpike()
    {
        FelifOracleParameters parameters = new() { ResetVoltage = -0.5, ResetPolarization = [-0.1, -0.2] };
        FelifOracleTrajectory run = new FelifOracle(parameters).Forward([[2, 2]], [1, 1], [0, 0], [1, 1]);
        Assert.Equal([-0.5, -0.5], run.V[0]);
        Assert.Equal([-0.1, -0.2], run.P[0]);
        Assert.Equal([0, 0], run.S[0]);
    }

    [Fact]
    public void Clips_holdVAndP()
    {
        // One micro-step of 1 ms overshoots both bounds by far.
        FelifOracle oracle = new(new FelifOracleParameters { MicroSteps = 1, VoltageClip = 1.25 });
        FelifOracleTrajectory run = oracle.Forward([[1e9, -1e9]], [2, -2], [0, 0]);
        Assert.Equal(1.25, run.V[0][0]);
        Assert.Equal(-1.25, run.V[0][1]);
        Assert.Equal(0.22, run.P[0][0]);
        Assert.Equal(-0.22, run.P[0][1]);
    }

    [Fact]
    public void Freeze_keepsTheFirstStateBeyondTheThreshold()
    {
        FelifOracle oracle = new(new FelifOracleParameters());
        (double v, double p) = (2.4, 0.2);
        while (v < 2.5)
        {
            (v, p) = oracle.MicroStep(0, v, p, 3);
        }

        FelifOracleTrajectory run = oracle.Forward([[3]], [2.4], [0.2]);
        Assert.Equal(v, run.V[0][0]);
        Assert.Equal(p, run.P[0][0]);
        Assert.Equal(1, run.S[0][0]);
    }

    [Fact]
    public void Scale_isOnlyAChoiceOfUnit()
    {
        FelifOracleTrajectory nano = new FelifOracle(new FelifOracleParameters()).Forward([[1.5], [1.5], [-0.4]]);
        FelifOracleTrajectory pico = new FelifOracle(new FelifOracleParameters { Scale = 1e12 }).Forward([[1500], [1500], [-400]]);
        Near.Absolute(nano.V, pico.V, 1e-10);
        Near.Absolute(nano.P, pico.P, 1e-10);
    }
}
