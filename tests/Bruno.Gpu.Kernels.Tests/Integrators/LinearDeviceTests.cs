using System.Numerics;
using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>
/// Devices whose steps have a closed form: an oscillator, z = V + i x with dz/dt = i w z + I, and a potential held by friction. What steps come to,
/// their derivatives, and how often rates are evaluated for them.
/// </summary>
public sealed class LinearDeviceTests
{
    private static readonly Complex Rate = new(0, Oscillator<Float64>.Frequency);

    /// <summary>n implicit steps multiply a deviation by (1 - i w h)^-n, explicit ones by (1 + i w h)^n; the input adds h in each.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public void EulersDerivativesArePowers(int steps, bool isImplicit)
    {
        const double H = 0.05;
        Complex once = isImplicit ? 1 / (1 - H * Rate) : 1 + H * Rate, all = Complex.Pow(once, steps);
        Complex byInput = H * Enumerable.Range(0, steps).Aggregate(Complex.Zero, (sum, step) => sum + Complex.Pow(once, isImplicit ? step + 1 : step));
        AssertDerivatives(all, byInput, new PlanarEuler<Float64>(new(H), steps, isImplicit ? 1 : 0), 1e-13);
    }

    /// <summary>A step of 1 ms multiplies a deviation by e^(i w).</summary>
    [Fact]
    public void DerivativesAreTheRotation()
    {
        Complex all = Complex.Exp(Rate), byInput = (all - 1) / Rate;
        AssertDerivatives(all, byInput, new AdaptiveRosenbrock<Float64>(new(1), new(1e-7)), 2e-4);
        AssertDerivatives(all, byInput, new ExponentialRosenbrock<Float64>(new(1), 300), 2e-4);
    }

    /// <summary>Steps are as long as the tolerance lets them be, the first one too: shorter and longer ones would cost trials, of two or three evaluations each.</summary>
    [Theory]
    [InlineData(3e-4, 200)]
    [InlineData(3e-2, 43)]
    public void NoTrialIsWasted(double tolerance, int most) => Assert.InRange(Evaluations(new(tolerance), 0.5, 0), 10, most);

    /// <summary>V rises from 7.9 through 8, where the device fires, 0.017 ms later: to find when takes a few trials more than the step that passes it.</summary>
    [Fact]
    public void SpikesAreFoundInAFewTrials() => Assert.InRange(Evaluations(new(3e-2), 7.9, -2), 4, 15);

    /// <summary>Where so many trials were made that no more are allowed, the rest of the outer step is one step, of the length that was last proposed.</summary>
    [Fact]
    public void WhatIsNotSolvedIsNotExtrapolated()
    {
        const double Proposal = 0.01;
        int trials = 0;
        StepOutcome<Float64> outcome = new AdaptiveRosenbrock<Float64>(new(1), new(1e-9)).Step(
            default(PlanarDevice<Float64, Oscillator<Float64>>), new(1), new(0), new(0), StiffDirection.VoltsPerInternal<PlanarDevice<Float64, Oscillator<Float64>>, Float64>(default), new(1), new(Proposal), ref trials);
        Complex end = Complex.Exp(Proposal * Rate);
        Assert.Equal(1, outcome.Taken.Number);
        Assert.Equal(end.Real, outcome.Potential.Number, 1e-5);
        Assert.Equal(end.Imaginary, outcome.Internal.Number, 1e-5);
    }

    /// <summary>V is let go of after 0.4 ms, and moves by (0.6 ms)^2 / 2; downwards as upwards, and for as many evaluations.</summary>
    [Fact]
    public void WhatIsHeldIsLetGoOfInTime()
    {
        long Released(double sign)
        {
            CountingDevice<PlanarDevice<Float64, Friction<Float64>>, Float64, DeviceState<Float64>, Matrix2<Float64>> device = new(new(new(new(sign))));
            CountingDevice<PlanarDevice<Float64, Friction<Float64>>, Float64, DeviceState<Float64>, Matrix2<Float64>>.Evaluations = 0;
            (double v, double x) = Trials.Advance<Float64, CountingDevice<PlanarDevice<Float64, Friction<Float64>>, Float64, DeviceState<Float64>, Matrix2<Float64>>, AdaptiveRosenbrock<Float64>>(
                device, new(new(1), new(1e-4)), 0, 0.6 * sign, 0);
            Assert.Equal(0.18 * sign, v, 1e-2);
            Assert.Equal(1.6 * sign, x, 1e-9);
            return CountingDevice<PlanarDevice<Float64, Friction<Float64>>, Float64, DeviceState<Float64>, Matrix2<Float64>>.Evaluations;
        }

        Assert.Equal(Released(1), Released(-1));
    }

    /// <summary>On a bound that it does not leave, P has no derivative by what it was.</summary>
    [Theory]
    [InlineData(2, 0.22)]
    [InlineData(-2, -0.22)]
    public void APolarisationOnItsBoundHasNoPast(double potential, double polarisation)
    {
        DeviceState<Float64> state = new(new(potential), new(polarisation));
        Jacobian<Float64, DeviceState<Float64>, Matrix2<Float64>> found =
            new AdaptiveRosenbrock<Float64>(new(0.1), new(1e-6)).Sensitivity<Felif<Float64>, Kept>(Trials.Nominal<Float64>(), ref state, new(0));
        Assert.Equal(polarisation, state.Internal.Number);
        Assert.Equal((0, 0), (found.ByState[1].Potential.Number, found.ByState[1].Internal.Number));
    }

    private static void AssertDerivatives<TIntegrator>(Complex all, Complex byInput, TIntegrator integrator, double tolerance)
        where TIntegrator : unmanaged, IPlanarIntegrator<Float64>
    {
        DeviceState<Float64> state = new(new(1), new(0.3));
        Jacobian<Float64, DeviceState<Float64>, Matrix2<Float64>> found = integrator.Sensitivity<PlanarDevice<Float64, Oscillator<Float64>>, Kept>(default, ref state, new(0));
        (Complex Expected, DeviceState<Float64> Found)[] columns =
            [(all, found.ByState[0]), (Complex.ImaginaryOne * all, found.ByState[1]), (byInput, found.ByInput)];
        foreach ((Complex expected, DeviceState<Float64> column) in columns)
        {
            Assert.Equal(expected.Real, column.Potential.Number, tolerance);
            Assert.Equal(expected.Imaginary, column.Internal.Number, tolerance);
        }
    }

    /// <summary>Evaluations of the rates in a step of the integrator of devices of any width.</summary>
    private static long Evaluations(Float64 tolerance, double v, double x)
    {
        CountingDevice<PlanarDevice<Float64, Oscillator<Float64>>, Float64, DeviceState<Float64>, Matrix2<Float64>> device = new(default);
        CountingDevice<PlanarDevice<Float64, Oscillator<Float64>>, Float64, DeviceState<Float64>, Matrix2<Float64>>.Evaluations = 0;
        new Rosenbrock<Float64, CountingDevice<PlanarDevice<Float64, Oscillator<Float64>>, Float64, DeviceState<Float64>, Matrix2<Float64>>, DeviceState<Float64>, Matrix2<Float64>>(new(1), tolerance)
            .Advance(device, new(new(v), new(x)), new Float64(0));
        return CountingDevice<PlanarDevice<Float64, Oscillator<Float64>>, Float64, DeviceState<Float64>, Matrix2<Float64>>.Evaluations;
    }
}
