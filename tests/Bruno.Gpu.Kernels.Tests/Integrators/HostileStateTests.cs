using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>States, currents and devices far from the nominal neuron's trajectories, where explicit methods fail.</summary>
public sealed class HostileStateTests
{
    private static readonly double[] Potentials = [-5, -3, -1.5, -0.1, 0, 0.1, 0.5, 1, 1.5, 2, 2.4];

    private static readonly double[] Currents = [-100, -10, -1, -0.1, -0.005, 0, 0.005, 0.1, 1, 10, 100];

    private static readonly AdaptiveRosenbrock<Float32> Single = new(new(1), new(3e-4f));

    private static readonly AdaptiveRosenbrock<Float64> Double = new(new(1), new(3e-4));

    [Theory]
    [InlineData(-0.22)]
    [InlineData(-0.1)]
    [InlineData(0.0)]
    [InlineData(0.2199)]
    [InlineData(0.22)]
    public void AdaptiveFollowsTheConvergedSolution(double p)
    {
        FelifConvergedOracle oracle = new(new FelifOracleParameters());
        foreach (double v in Potentials)
        {
            foreach (double current in Currents)
            {
                (double expectedV, double expectedP) = oracle.OuterStep(0, v, p, current);
                (double v64, double p64) = Trials.Advance<Float64, Felif<Float64>, AdaptiveRosenbrock<Float64>>(
                    Trials.Nominal<Float64>(), Double, v, p, current);
                (double v32, double p32) = Trials.Advance<Float32, Felif<Float32>, AdaptiveRosenbrock<Float32>>(
                    Trials.Nominal<Float32>(), Single, v, p, current);
                string where = $"V {v}, P {p}, I {current}: expected {expectedV} {expectedP}, was {v64} {p64} and {v32} {p32}";
                Assert.True(Math.Abs(v64 - expectedV) < 2e-3 && Math.Abs(p64 - expectedP) < 5e-5, where);
                Assert.True(Math.Abs(v32 - expectedV) < 2e-3 && Math.Abs(p32 - expectedP) < 5e-5, where);
                Assert.True((expectedV >= 2.5) == (v64 >= 2.5) && (expectedV >= 2.5) == (v32 >= 2.5), where);
            }
        }
    }

    [Fact]
    public void ExponentialStaysBoundedAndSpikesWhereItShould()
    {
        FelifConvergedOracle oracle = new(new FelifOracleParameters());
        foreach (double p in new[] { -0.22, 0, 0.22 })
        {
            foreach (double v in Potentials)
            {
                foreach (double current in Currents)
                {
                    (double expected, _) = oracle.OuterStep(0, v, p, current);
                    (double end, _) = Trials.Advance<Float32, Felif<Float32>, ExponentialRosenbrock<Float32>>(
                        Trials.Nominal<Float32>(), new(new(1), 64), v, p, current);
                    Assert.True(end is >= -5 and <= 2.5, $"V {v}, P {p}, I {current}: {end}");

                    // 10 nA move V by 0.3 V a step: too much for the spike to be where it should.
                    Assert.True(
                        Math.Abs(current) > 1 || (end >= 2.5) == (expected >= 2.5), $"V {v}, P {p}, I {current}: {end}, not {expected}");
                }
            }
        }
    }

    /// <summary>Explicit Euler at 1 us runs to a false spike from here.</summary>
    [Fact]
    public void AFullyPolarisedDeviceAtHalfAVoltDoesNotSpike()
    {
        foreach (double v in new[] { 0.5, 0.6, 0.7, 1.0, 2.0 })
        {
            Assert.True(Trials.Advance<Float32, Felif<Float32>, PlanarEuler<Float32>>(
                Trials.Nominal<Float32>(), new(new(1e-3f), 1000, 1), v, -0.22, 0.1).V >= 2.5);
            Assert.True(Trials.Advance<Float32, Felif<Float32>, AdaptiveRosenbrock<Float32>>(
                Trials.Nominal<Float32>(), Single, v, -0.22, 0.1).V < 1);
        }
    }

    [Fact]
    public void ANeuronThatFiresIsFrozenAtItsThreshold()
    {
        Felif<Float32> device = Trials.Nominal<Float32>();
        DeviceState<Float32> state = new(new(2.4f), new(0.22f));
        DeviceState<Float32> adaptive = Single.Advance(device, state, new Float32(3));
        DeviceState<Float32> exponential = new ExponentialRosenbrock<Float32>(new(1), 64).Advance(device, state, new Float32(3));
        Assert.Equal((2.5f, 2.5f), (adaptive.Potential.Number, exponential.Potential.Number));
        Assert.True(device.Fires(adaptive) && device.Fires(exponential));
    }

    /// <summary>The discharge current holds a resting neuron at 0, a stronger current moves it away and back.</summary>
    [Fact]
    public void WeakCurrentsDoNotMoveANeuronFromZero()
    {
        double[][] current = [.. Enumerable.Range(0, 200).Select(t => new[] { t < 120 ? 0.005 : t < 160 ? -0.03 : t < 170 ? 0.3 : -0.009 })];
        FelifOracleTrajectory expected = new FelifConvergedOracle(new FelifOracleParameters()).Forward(current);
        Assert.Contains(expected.V, row => row[0] == 0);
        (double[][] v, _) = Trials.Follow<Float32, AdaptiveRosenbrock<Float32>>(new(), Single, current);
        for (int t = 0; t < current.Length; ++t)
        {
            Assert.Equal(expected.V[t][0], v[t][0], 2e-3);
            Assert.Equal(expected.V[t][0] == 0, v[t][0] == 0);
        }
    }

    [Fact]
    public void LongInhibitionEndsAtTheBoundAndCanBeLeft()
    {
        double[][] current = [.. Enumerable.Range(0, 60).Select(t => new[] { t < 30 ? -2.0 : 1.5 })];
        FelifOracleTrajectory expected = new FelifConvergedOracle(new FelifOracleParameters()).Forward(current);
        (double[][] v, double[][] s) = Trials.Follow<Float32, AdaptiveRosenbrock<Float32>>(new(), Single, current);
        Assert.Equal(-5, v[29][0]);
        Assert.Equal(expected.S, s);
        for (int t = 0; t < current.Length; ++t)
            Assert.Equal(expected.V[t][0], v[t][0], 2e-3);
    }

    [Theory]
    [InlineData(0.1, 0.1)]
    [InlineData(0.1, 1.0)]
    [InlineData(0.2, 0.1)]
    [InlineData(0.2, 1.0)]
    public void DevicesThatVarySpikeOnlyWhereTheyShould(double width, double amplitude)
    {
        FelifOracleParameters devices = FelifLanes.Vary(100, width, 7);
        double[][] current = [.. Enumerable.Range(0, 12).Select(_ => Enumerable.Repeat(amplitude, 100).ToArray())];
        FelifOracleTrajectory expected = new FelifConvergedOracle(devices).Forward(current);
        (double[][] v, double[][] s) = Trials.Follow<Float32, AdaptiveRosenbrock<Float32>>(devices, Single, current);
        Assert.Equal(expected.S, s);
        for (int t = 0; t < current.Length; ++t)
        {
            for (int lane = 0; lane < 100; ++lane)
                Assert.Equal(expected.V[t][lane], v[t][lane], 5e-3);
        }
    }

    /// <summary>Neuron 7 of the file is one that explicit Euler lets spike at once.</summary>
    [Fact]
    public void TheVariedNeuronsOfTheGoldenFileAreIntegratedRight()
    {
        GoldenNode file = GoldenFile.Load("felif_06_d2d10_n100");
        FelifOracleParameters parameters = GoldenFile.Felif(file["parameters"]);
        double[][] current = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Repeat(0.1, parameters.Area.Length).ToArray())];
        FelifOracleTrajectory expected = new FelifConvergedOracle(parameters).Forward(current);
        (double[][] v, double[][] s) = Trials.Follow<Float32, AdaptiveRosenbrock<Float32>>(parameters, Single, current);
        Assert.Equal(1, new FelifOracle(parameters).Forward(current).S[0][7]);
        Assert.Equal(0, s[0][7]);
        Assert.Equal(expected.S, s);
        for (int t = 0; t < current.Length; ++t)
            Assert.Equal(expected.V[t][7], v[t][7], 2e-3);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e30)]
    [InlineData(-1e30)]
    public void NoCurrentMakesAnEndlessLoop(double current)
    {
        CountingDevice<Felif<Float32>, Float32, DeviceState<Float32>, Matrix2<Float32>> device = new(Trials.Nominal<Float32>());
        CountingDevice<Felif<Float32>, Float32, DeviceState<Float32>, Matrix2<Float32>>.Evaluations = 0;
        foreach (double v in new[] { -5, -1.5, 0, 2.4, double.NaN })
        {
            (double end, _) = Trials.Advance<Float32, CountingDevice<Felif<Float32>, Float32, DeviceState<Float32>, Matrix2<Float32>>, AdaptiveRosenbrock<Float32>>(device, Single, v, -0.1, current);
            Assert.True(double.IsNaN(end) || (!double.IsNaN(v) && !double.IsNaN(current)));
            Trials.Advance<Float32, CountingDevice<Felif<Float32>, Float32, DeviceState<Float32>, Matrix2<Float32>>, ExponentialRosenbrock<Float32>>(device, new(new(1), 64), v, -0.1, current);
        }

        Assert.InRange(CountingDevice<Felif<Float32>, Float32, DeviceState<Float32>, Matrix2<Float32>>.Evaluations, 0, 5_000);
    }
}
