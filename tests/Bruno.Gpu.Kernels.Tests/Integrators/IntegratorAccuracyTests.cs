using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>Integrators against a converged solution that shares no line with them.</summary>
public sealed class IntegratorAccuracyTests
{
    /// <summary>What the others are measured by: the error of Euler's method at 1 us.</summary>
    private const double EulerRms = 3.3e-5, EulerMax = 2.8e-4;

    [Fact]
    public void EulerAtOneMicrosecond()
    {
        Trials.Score score = Trials.Judge<Float64, PlanarEuler<Float64>>(new(new(1e-3), 1000, 1));
        Assert.InRange(score.RmsV, 0.7 * EulerRms, 1.3 * EulerRms);
    }

    [Fact]
    public void AdaptiveInDouble() => AdaptiveIsAsAccurateAsEuler<Float64>();

    [Fact]
    public void AdaptiveInFloat() => AdaptiveIsAsAccurateAsEuler<Float32>();

    [Fact]
    public void ExponentialInDouble() => ExponentialIsAccurate<Float64>();

    [Fact]
    public void ExponentialInFloat() => ExponentialIsAccurate<Float32>();

    [Fact]
    public void ExponentialHasOrderTwo()
    {
        double coarse = Trials.Judge<Float64, ExponentialRosenbrock<Float64>>(new(new(1), 128)).RmsV;
        double fine = Trials.Judge<Float64, ExponentialRosenbrock<Float64>>(new(new(1), 512)).RmsV;
        Assert.InRange(Math.Log(coarse / fine) / Math.Log(4), 1.8, 2.3);
    }

    [Fact]
    public void AdaptiveHasOrderThree()
    {
        Trials.Score coarse = Trials.Judge<Float64, AdaptiveRosenbrock<Float64>>(new(new(1), new(1e-5)));
        Trials.Score fine = Trials.Judge<Float64, AdaptiveRosenbrock<Float64>>(new(new(1), new(1e-8)));
        double order = Math.Log(coarse.RmsV / fine.RmsV) / Math.Log(fine.Evaluations / coarse.Evaluations);
        Assert.InRange(order, 2.6, 3.4);
    }

    [Fact]
    public void AdaptiveConverges()
    {
        Trials.Score score = Trials.Judge<Float64, AdaptiveRosenbrock<Float64>>(new(new(1), new(1e-8)));
        Assert.InRange(score.RmsV, 0, 5e-9);
        Assert.InRange(score.MaxV, 0, 5e-8);
        Assert.InRange(score.RmsP, 0, 1e-9);
    }

    [Fact]
    public void AdaptiveSpikesWhenItShouldInDouble() => SpikesAreInTheSameMillisecond<Float64, AdaptiveRosenbrock<Float64>>(
        new(new(1), new(3e-4)));

    [Fact]
    public void AdaptiveSpikesWhenItShouldInFloat() => SpikesAreInTheSameMillisecond<Float32, AdaptiveRosenbrock<Float32>>(
        new(new(1), new(3e-4f)));

    [Fact]
    public void ExponentialSpikesWhenItShouldInFloat() => SpikesAreInTheSameMillisecond<Float32, ExponentialRosenbrock<Float32>>(
        new(new(1), 128));

    private static void AdaptiveIsAsAccurateAsEuler<T>()
        where T : unmanaged, IReal<T>
    {
        Trials.Score score = Trials.Judge<T, AdaptiveRosenbrock<T>>(new(T.From(1), T.From(3e-4)));
        Assert.InRange(score.Evaluations, 2, 18);
        Assert.InRange(score.RmsV, 0, EulerRms);
        Assert.InRange(score.MaxV, 0, EulerMax);
    }

    private static void ExponentialIsAccurate<T>()
        where T : unmanaged, IReal<T>
    {
        Trials.Score score = Trials.Judge<T, ExponentialRosenbrock<T>>(new(T.From(1), 64));
        Assert.InRange(score.RmsV, 0, 1e-4);
        Assert.InRange(score.MaxV, 0, 1.9e-3);
    }

    private static void SpikesAreInTheSameMillisecond<T, TIntegrator>(TIntegrator integrator)
        where T : unmanaged, IReal<T>
        where TIntegrator : unmanaged, IPlanarIntegrator<T>
    {
        (_, double[][] spikes) = Trials.Follow<T, TIntegrator>(new(), integrator, Trials.Run.Current);
        Assert.True(Trials.Run.S.Sum(row => row.Sum()) > 100, "The runs should spike.");
        Assert.Equal(Trials.Run.S, spikes);
    }
}
