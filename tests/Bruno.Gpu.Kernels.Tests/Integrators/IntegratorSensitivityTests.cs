using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>
/// The sensitivities of an outer step against the oracle's, which come from a great many implicit micro-steps. Entries are
/// scaled so that all are of order one: volts per C/m2 by A / C, volts per nA by dt / C.
/// </summary>
public sealed class IntegratorSensitivityTests
{
    private static readonly double VoltsPerPolarization = new FelifOracle(new()).Constants(0) is { } c ? c.A / c.C : 0;

    private static readonly double VoltsPerNanoampere = new FelifOracle(new()).Constants(0) is { } c ? 1e-3 / c.C : 0;

    /// <summary>Every tenth start. One on the bound of P has no derivative with respect to it.</summary>
    private static readonly Trials.Start[] Starts =
        [.. Trials.Starts.Where((start, i) => i % 10 == 0 && Math.Abs(start.P) < 0.22)];

    private static readonly Lazy<double[][]> Expected = new(() =>
    {
        FelifOracle oracle = new(new FelifOracleParameters { MicroSteps = 10_000 });
        return [.. Starts.Select(start => Scaled(oracle.ImplicitSensitivity(0, start.V, start.P, start.Current)))];
    });

    [Fact]
    public void AdaptiveInDouble() => AssertClose<Float64, AdaptiveRosenbrock<Float64>>(new(new(1), new(3e-4)), 0.02);

    [Fact]
    public void AdaptiveInFloat() => AssertClose<Float32, AdaptiveRosenbrock<Float32>>(new(new(1), new(3e-4f)), 0.02);

    [Fact]
    public void ExponentialInFloat() => AssertClose<Float32, ExponentialRosenbrock<Float32>>(new(new(1), 64), 0.02);

    [Fact]
    public void ExponentialWithFewSteps() => AssertClose<Float64, ExponentialRosenbrock<Float64>>(new(new(1), 24), 0.1);

    /// <summary>Where the literal derivative of an explicit loop explodes.</summary>
    [Fact]
    public void SensitivitiesAreBoundedEverywhere()
    {
        foreach (double p in new[] { -0.22, -0.219, 0, 0.2199, 0.22 })
        {
            foreach (double v in new[] { -5, -1.5, 0, 0.5, 1, 2, 2.4 })
            {
                foreach (double current in new[] { -100.0, -7, -1, 0, 1, 7, 100 })
                {
                    double[][] all =
                    [
                        Sensitivity<Float32, AdaptiveRosenbrock<Float32>, Kept>(new(new(1), new(3e-4f)), v, p, current),
                        Sensitivity<Float32, AdaptiveRosenbrock<Float32>, Held>(new(new(1), new(3e-4f)), v, p, current),
                        Sensitivity<Float32, ExponentialRosenbrock<Float32>, Kept>(new(new(1), 32), v, p, current),
                    ];
                    Assert.True(
                        all.All(entries => entries.All(entry => Math.Abs(entry) < 3)),
                        $"V {v}, P {p}, I {current}: {string.Join("; ", all.Select(entries => string.Join(' ', entries)))}");
                }
            }
        }
    }

    [Fact]
    public void FiniteDifferencesAgree()
    {
        AdaptiveRosenbrock<Float64> integrator = new(new(1), new(1e-9));
        foreach (Trials.Start start in Starts.Where(start => start.V != 0 && start.EndV is not 0 and < 2.5 && start.V * start.EndV > 0).Take(8))
        {
            const double d = 1e-6;
            double[] actual = Sensitivity<Float64, AdaptiveRosenbrock<Float64>, Kept>(integrator, start.V, start.P, start.Current);
            (double V, double P) moreV = Run(start.V + d, start.P, start.Current), lessV = Run(start.V - d, start.P, start.Current);
            (double V, double P) moreI = Run(start.V, start.P, start.Current + d), lessI = Run(start.V, start.P, start.Current - d);
            Assert.Equal((moreV.V - lessV.V) / (2 * d), actual[0], 1e-3);
            Assert.Equal((moreI.V - lessI.V) / (2 * d) / VoltsPerNanoampere, actual[2], 1e-3);
            Assert.Equal((moreV.P - lessV.P) / (2 * d) * VoltsPerPolarization, actual[3], 1e-3);
        }

        (double V, double P) Run(double v, double p, double current) =>
            Trials.Advance<Float64, Felif<Float64>, AdaptiveRosenbrock<Float64>>(Trials.Nominal<Float64>(), integrator, v, p, current);
    }

    private static void AssertClose<T, TIntegrator>(TIntegrator integrator, double tolerance)
        where T : unmanaged, IReal<T>
        where TIntegrator : unmanaged, IPlanarIntegrator<T>
    {
        double product = 0, square = 0, expectedSquare = 0;
        List<double> errors = [];
        for (int i = 0; i < Starts.Length; ++i)
        {
            double[] expected = Expected.Value[i];
            double[] actual = Sensitivity<T, TIntegrator, Kept>(integrator, Starts[i].V, Starts[i].P, Starts[i].Current);
            product += expected.Zip(actual).Sum(pair => pair.First * pair.Second);
            square += actual.Sum(x => x * x);
            expectedSquare += expected.Sum(x => x * x);
            errors.Add(expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)) / expected.Max(Math.Abs));
        }

        Assert.True(product / Math.Sqrt(square * expectedSquare) > 0.9999);
        errors.Sort();
        Assert.InRange(errors[errors.Count / 2], 0, tolerance / 20);
        Assert.InRange(errors[^1], 0, tolerance);
    }

    private static double[] Sensitivity<T, TIntegrator, THold>(TIntegrator integrator, double v, double p, double current)
        where T : unmanaged, IReal<T>
        where TIntegrator : unmanaged, IPlanarIntegrator<T>
        where THold : unmanaged, IHoldPolicy
    {
        DeviceState<T> start = new(T.From(v), T.From(p)), state = start;
        Jacobian<T, DeviceState<T>, Matrix2<T>> j = integrator.Sensitivity<Felif<T>, THold>(Trials.Nominal<T>(), ref state, T.From(current));
        DeviceState<T> advanced = integrator.Advance(Trials.Nominal<T>(), start, T.From(current));
        Assert.Equal((T.ToDouble(advanced.Potential), T.ToDouble(advanced.Internal)), (T.ToDouble(state.Potential), T.ToDouble(state.Internal)));
        return Scaled(new FelifOracleSensitivity(
            T.ToDouble(j.ByState[0].Potential), T.ToDouble(j.ByState[1].Potential), T.ToDouble(j.ByInput.Potential),
            T.ToDouble(j.ByState[0].Internal), T.ToDouble(j.ByState[1].Internal), T.ToDouble(j.ByInput.Internal)));
    }

    private static double[] Scaled(FelifOracleSensitivity s) =>
    [
        s.VV, s.VP / VoltsPerPolarization, s.VI / VoltsPerNanoampere,
        s.PV * VoltsPerPolarization, s.PP, s.PI * VoltsPerPolarization / VoltsPerNanoampere,
    ];
}
