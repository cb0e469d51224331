using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Tests.Backends;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>A layer of FeLIF neurons against the oracle: states, spikes, and every gradient method.</summary>
public abstract class FelifLayerTests(Backend backend) : DeviceTests(backend)
{
    private static readonly Dictionary<string, (IGradientMethod Method, Func<FelifOracle, FelifOracleTrajectory, FelifOracleLossGradient, FelifOracleGradient> Oracle)> Methods = new()
    {
        ["bruno"] = (new BrunoGradient { OnBound = 0.5 }, (o, run, loss) => o.Bruno(run, loss, BrunoOracleVariant.Primary)),
        ["bruno, 0 on the bound"] = (new BrunoGradient(), (o, run, loss) => o.Bruno(run, loss, new(false, true, 0))),
        ["bruno, 1 on the bound"] = (new BrunoGradient { OnBound = 1 }, (o, run, loss) => o.Bruno(run, loss, new(false, true, 1))),
        ["pass"] = (new BrunoGradient { PassClip = true }, (o, run, loss) => o.Bruno(run, loss, BrunoOracleVariant.Pass)),
        ["bruno, rate kept"] = (new BrunoGradient { KeepRate = true, OnBound = 0.5 }, (o, run, loss) => o.Bruno(run, loss, new(true, true))),
        ["pass, rate kept"] = (new BrunoGradient { KeepRate = true, PassClip = true }, (o, run, loss) => o.Bruno(run, loss, new(true, false))),
        ["exact-literal"] = (new ExactGradient { Literal = true }, (o, run, loss) => o.FullBptt(run, loss)),
        ["exact-literal, rate held"] = (new ExactGradient { Literal = true, HoldRate = true }, (o, run, loss) => o.FullBptt(run, loss, keepRateDerivative: false)),
        ["exact"] = (new ExactGradient(), (o, run, loss) => o.Implicit(run, loss)),
        ["exact, stored"] = (new ExactGradient { Stored = true }, (o, run, loss) => o.Implicit(run, loss)),
        ["exact-literal, stored"] = (new ExactGradient { Literal = true, Stored = true }, (o, run, loss) => o.FullBptt(run, loss)),
    };

    public static TheoryData<string> MethodNames => [.. Methods.Keys];

    public static TheoryData<SurrogateKind> Surrogates => [.. Enum.GetValues<SurrogateKind>()];

    /// <summary>At 1 us: with a tenth of the micro-steps these currents make the Euler loop amplify rounding to 0.1 V.</summary>
    [Theory]
    [InlineData(1, 1, 12, false)]
    [InlineData(17, 1, 12, false)]
    [InlineData(1, 17, 12, true)]
    [InlineData(257, 1, 8, false)]
    [InlineData(1, 257, 8, true)]
    [InlineData(5, 257, 4, true)]
    public void StatesAndSpikesAreThoseOfTheOracle(int batch, int neurons, int steps, bool varied)
    {
        FelifSetup setup = new() { Devices = varied ? FelifSetup.Varied(neurons, 5) : [new()], MicroSteps = 1000 };
        double[][][] current = Currents(steps, batch, neurons, seed: 3);
        double[][][] none = OracleGrid.Zeros(steps, batch, neurons);
        FelifRun actual = FelifRun.Of<Float64>(Device, setup, current, new BrunoGradient(), none, none, none);
        FelifOracleTrajectory expected = setup.Oracle.Forward(OracleGrid.Lanes(current));

        Assert.Equal(expected.S, actual.S);
        Near.Absolute(expected.V, actual.V, 1e-9);
        Near.Absolute(expected.P, actual.P, 1e-9);
        if (batch * neurons > 1)
            Assert.Contains(expected.S, step => step.Contains(1));
    }

    [Theory]
    [MemberData(nameof(MethodNames))]
    public void GradientsAreThoseOfTheOracle(string name)
    {
        FelifSetup setup = new() { Devices = FelifSetup.Varied(7, 8), MicroSteps = 400 };
        AssertGradients(setup, name, steps: 30, batch: 3, neurons: 7);
    }

    [Theory]
    [InlineData("bruno", 1, 1)]
    [InlineData("exact", 1, 17)]
    [InlineData("exact-literal", 257, 1)]
    [InlineData("bruno", 5, 257)]
    public void GradientsOfSharedDevicesAreThoseOfTheOracle(string name, int batch, int neurons) =>
        AssertGradients(new FelifSetup { MicroSteps = 200 }, name, steps: 8, batch, neurons);

    [Theory]
    [MemberData(nameof(Surrogates))]
    public void EverySurrogateIsThatOfTheOracle(SurrogateKind surrogate) =>
        AssertGradients(new FelifSetup { MicroSteps = 200, Surrogate = surrogate, Slope = 3 }, "bruno", steps: 20, batch: 2, neurons: 5);

    [Fact]
    public void OtherConventionsAreThoseOfTheOracle()
    {
        FelifSetup setup = new()
        {
            MicroSteps = 200,
            CurrentUnit = 1e-10,
            Devices = [new() { SignOfZero = 1, FiresAtThreshold = 0, InitialPolarization = -0.1, ResetPolarization = -0.2, ResetPotential = -0.5, PotentialBound = 4, Threshold = 2 }],
        };
        AssertGradients(setup, "bruno", steps: 20, batch: 2, neurons: 5, scale: 10);
        AssertGradients(setup, "exact-literal", steps: 20, batch: 2, neurons: 5, scale: 10);
    }

    /// <summary>What the README of the conformance vectors grants float32, on inputs that do not amplify rounding.</summary>
    [Fact]
    public void FloatAgreesWithinItsTolerance()
    {
        FelifSetup setup = new() { MicroSteps = 1000 };
        double[][][] current = [.. Enumerable.Range(0, 25).Select(_ => new[] { new[] { 0.3, 0.8, 1.1, 1.7, -0.4 } })];
        RandomArrays random = new(4);
        double[][][] w = random.Cube(25, 1, 5, -1, 1), none = OracleGrid.Zeros(25, 1, 5);
        FelifRun actual = FelifRun.Of<Float32>(Device, setup, current, new ExactGradient(), w, none, none);
        FelifOracleTrajectory expected = setup.Oracle.Forward(OracleGrid.Lanes(current));

        Assert.Equal(expected.S.Sum(step => step.Sum()), actual.S.Sum(step => step.Sum()));
        Assert.True(expected.S.Sum(step => step.Sum()) > 2);
        Near.Absolute(expected.V, actual.V, 5e-3);
        Near.Absolute(expected.P, actual.P, 1e-4);
        FelifOracleGradient gradient = setup.Oracle.Implicit(expected, new FelifOracleLossGradient(OracleGrid.Lanes(w)));
        Near.RelativeToMaximum(gradient.Current, actual.Current, 2e-2);
    }

    /// <summary>Pulses that make neurons spike now and then, and some inhibition.</summary>
    internal static double[][][] Currents(int steps, int batch, int neurons, int seed, double scale = 1)
    {
        RandomArrays random = new(seed);
        double[][][] background = random.Cube(steps, batch, neurons, -0.5, 2.5), draw = random.Cube(steps, batch, neurons, 0, 1);
        double At(int t, int b, int n) =>
            scale * (draw[t][b][n] > 0.75 ? 3 * background[t][b][n] : draw[t][b][n] < 0.1 ? -0.3 : background[t][b][n]);
        return [.. background.Select((step, t) => step.Select((row, b) => row.Select((_, n) => At(t, b, n)).ToArray()).ToArray())];
    }

    private void AssertGradients(FelifSetup setup, string name, int steps, int batch, int neurons, double scale = 1)
    {
        RandomArrays random = new(11);
        double[][][] current = Currents(steps, batch, neurons, seed: 12, scale);
        double[][][] w = random.Cube(steps, batch, neurons, -1, 1);
        double[][][] u = random.Cube(steps, batch, neurons, -0.5, 0.5), z = random.Cube(steps, batch, neurons, -2, 2);
        FelifRun actual = FelifRun.Of<Float64>(Device, setup, current, Methods[name].Method, w, u, z);

        FelifOracle oracle = setup.Oracle;
        FelifOracleTrajectory run = oracle.Forward(OracleGrid.Lanes(current));
        FelifOracleGradient expected = Methods[name].Oracle(oracle, run, new(OracleGrid.Lanes(w), OracleGrid.Lanes(u), OracleGrid.Lanes(z)));
        Near.RelativeToMaximum(expected.Current, actual.Current, 1e-8);
        Near.RelativeToMaximum(expected.InitialV, actual.InitialV, 1e-8);
        Near.RelativeToMaximum(expected.InitialP, actual.InitialP, 1e-8);
        Assert.All(expected.Current.SelectMany(x => x), x => Assert.True(double.IsFinite(x)));
        if (steps >= 20)
            Assert.Contains(run.S, step => step.Contains(1));
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class FelifLayerCpuTests(CpuBackend backend) : FelifLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class FelifLayerCudaTests(CudaBackend backend) : FelifLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class FelifLayerOpenClTests(OpenClBackend backend) : FelifLayerTests(backend);
