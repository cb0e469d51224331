using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>Devices that are no ferroelectric capacitors: what the integrators know of them is their Jacobian.</summary>
public sealed class OtherDeviceTests
{
    /// <summary>The last one starts with a transient of a third of a microsecond.</summary>
    private static readonly (double V, double X, double I)[] Starts = [(0.3, 1, 0.5), (-1, 0.4, 2), (0.9, 0.2, -3), (1.8, -0.5, 1)];

    private static readonly Lazy<(double V, double X)[]> Ends = new(() => [.. Starts.Select(s => RungeKutta(s.V, s.X, s.I))]);

    [Fact]
    public void AdaptiveConvergesOnALoadedCapacitor()
    {
        double[] errors = [.. new[] { 1e-3, 1e-5, 1e-7 }.Select(tolerance =>
            Largest<Float64, AdaptiveRosenbrock<Float64>>(new(new(1), new(tolerance))))];
        Assert.InRange(errors[0], 0, 2e-3);
        Assert.InRange(errors[1], 0, 2e-5);
        Assert.InRange(errors[2], 0, 3e-7);
        Assert.InRange(Largest<Float32, AdaptiveRosenbrock<Float32>>(new(new(1), new(1e-4f))), 0, 2e-4);
    }

    [Fact]
    public void ExponentialHasOrderTwoOnALoadedCapacitor()
    {
        double coarse = Largest<Float64, ExponentialRosenbrock<Float64>>(new(new(1), 1000), 3);
        double fine = Largest<Float64, ExponentialRosenbrock<Float64>>(new(new(1), 4000), 3);
        Assert.InRange(Math.Log(coarse / fine) / Math.Log(4), 1.7, 2.6);
        Assert.InRange(fine, 0, 2e-4);
    }

    [Fact]
    public void AnOscillatorIsFollowedThroughZeroAndBack()
    {
        const double w = Oscillator<Float64>.Frequency;
        foreach (double phase in new[] { 0, 0.5, 2, 4.1 })
        {
            double v = 2 * Math.Cos(phase), x = 2 * Math.Sin(phase);
            (double endV, double endX) = (2 * Math.Cos(phase + w), 2 * Math.Sin(phase + w));
            (double v3, double x3) = Trials.Advance<Float64, PlanarDevice<Float64, Oscillator<Float64>>, AdaptiveRosenbrock<Float64>>(
                default, new(new(1), new(1e-6)), v, x, 0);
            (double v2, double x2) = Trials.Advance<Float64, PlanarDevice<Float64, Oscillator<Float64>>, ExponentialRosenbrock<Float64>>(
                default, new(new(1), 400), v, x, 0);
            Assert.Equal(endV, v3, 2e-4);
            Assert.Equal(endX, x3, 2e-4);
            Assert.Equal(endV, v2, 2e-3);
            Assert.Equal(endX, x2, 2e-3);
        }
    }

    private static double Largest<T, TIntegrator>(TIntegrator integrator, int starts = 4)
        where T : unmanaged, IReal<T>
        where TIntegrator : unmanaged, IPlanarIntegrator<T> =>
        Starts.Zip(Ends.Value).Take(starts).Max(pair =>
        {
            (double v, double x) = Trials.Advance<T, PlanarDevice<T, LoadedCapacitor<T>>, TIntegrator>(
                default, integrator, pair.First.V, pair.First.X, pair.First.I);
            return Math.Max(Math.Abs(v - pair.Second.V), Math.Abs(x - pair.Second.X));
        });

    /// <summary>The classical method with steps far below the shortest time constant.</summary>
    private static (double V, double X) RungeKutta(double v, double x, double current)
    {
        const int n = 200_000;
        const double h = 1.0 / n;
        for (int i = 0; i < n; ++i)
        {
            (double v1, double x1) = LoadedCapacitor<Float64>.Rate(v, x, current);
            (double v2, double x2) = LoadedCapacitor<Float64>.Rate(v + h / 2 * v1, x + h / 2 * x1, current);
            (double v3, double x3) = LoadedCapacitor<Float64>.Rate(v + h / 2 * v2, x + h / 2 * x2, current);
            (double v4, double x4) = LoadedCapacitor<Float64>.Rate(v + h * v3, x + h * x3, current);
            v += h / 6 * (v1 + 2 * v2 + 2 * v3 + v4);
            x += h / 6 * (x1 + 2 * x2 + 2 * x3 + x4);
        }

        return (v, x);
    }
}
