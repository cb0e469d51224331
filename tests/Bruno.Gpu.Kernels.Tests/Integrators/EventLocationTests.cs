using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>Which levels a step meets, when, and on which side of 0 it begins, by their definitions; on a level itself, too.</summary>
public sealed class EventLocationTests
{
    private const double Bottom = -5, Top = 2;

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 0, false)]
    [InlineData(-1, 0, false)]
    [InlineData(1, Top, false)]
    [InlineData(-1, Bottom, false)]
    [InlineData(1, -0.5, true, 0)]
    [InlineData(-1, 0.25, true, 0)]
    [InlineData(1, 2.001, true, Top)]
    [InlineData(-1, -5.001, true, Bottom)]
    public void LevelsArePassedBeyondThem(double side, double end, bool isPassed, double level = 0)
    {
        Assert.Equal(isPassed, EventLocation.IsPassed<Float64>(new(side), new(end), new(Bottom), new(Top)));
        if (isPassed)
            Assert.Equal(level, EventLocation.Level<Float64>(new(side), new(end), new(Bottom), new(Top)).Number);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0.1, 0, false)]
    [InlineData(-0.1, 0, false)]
    [InlineData(0, 2, false)]
    [InlineData(0, -5, false)]
    public void OnlyFromZeroOneReturnsToIt(double start, double level, bool returns) =>
        Assert.Equal(returns, EventLocation.IsReturnToZero<Float64>(new(start), new(level)));

    /// <summary>Up to a tenth of the step, and to where the stiff direction changes by half.</summary>
    [Theory]
    [InlineData(1, 0.5, 10, true)]
    [InlineData(-1, 0.5, 10, true)]
    [InlineData(1.001, 0.1, 10, false)]
    [InlineData(-1.001, 0.1, 10, false)]
    [InlineData(0.5, 1, 10, true)]
    [InlineData(0.5, -1.001, 10, false)]
    [InlineData(-0.5, -1.001, 10, false)]
    public void ShiftsAreSmall(double shift, double stiff, double length, bool isSmall) =>
        Assert.Equal(isSmall, EventLocation.IsSmall<Float64>(new(shift), new(stiff), new(length)));

    /// <summary>The potential is where it was asked for, within a millionth of the distances from both ends of the step.</summary>
    [Theory]
    [InlineData(3, 0, 0)]
    [InlineData(3, -0.9, 0)]
    [InlineData(-4, 0.8, 0)]
    [InlineData(3, -1.5, 8)]
    [InlineData(2, 0, -40)]
    [InlineData(3, 2, 0)]
    [InlineData(-3, 2, 0)]
    [InlineData(10, 0, 100, 5)]
    [InlineData(-10, 0, -100, 5)]
    public void TimesAreThoseOfTheirPotential(double drift, double slow, double internalRate, double stiff = -3)
    {
        SplitDynamics<Float64> dynamics = Dynamics(drift, internalRate, slow, vp: 0.5, pv: 0, pp: stiff);
        double end = Potential(dynamics, 1);
        foreach (double share in new[] { 0.03, 0.2, 0.5, 0.9, 0.999 })
        {
            double distance = Potential(dynamics, share), time = EventLocation.TimeTo(dynamics, new Float64(distance), new Float64(1)).Number;
            Assert.Equal(distance, Potential(dynamics, time), 1.001e-6 * (Math.Abs(distance) + Math.Abs(end - distance)));
            Assert.InRange(time, 0, 1);
        }
    }

    [Fact]
    public void TopIsWhicheverIsLower()
    {
        Assert.Equal(2.5, EventLocation.Top<Float64>(new(2.5), new(5)).Number);
        Assert.Equal(2, EventLocation.Top<Float64>(new(2.5), new(2)).Number);
    }

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(-0.3, -1)]
    public void SidesAreThoseOfPotentials(double potential, double side)
    {
        SideOfZero<Float64> of = SideOfZero<Float64>.Of(new(potential));
        Assert.Equal((potential, side, 0, 0), (of.Evaluated.Number, of.Side.Number, of.Held, of.Jump.Number));
        Assert.Equal(potential, SideOfZero<Float64>.Keep(new(side), new(potential)).Number);
        foreach (double other in new[] { -potential, 0 })
            Assert.Equal(side * 1e-30, SideOfZero<Float64>.Keep(new(side), new(other)).Number);
    }

    /// <summary>FeLIF's discharge current carries the sign of V: what is weaker than that stays at 0.</summary>
    [Fact]
    public void WeakCurrentsHoldTheNeuronAtZero()
    {
        Felif<Float64> device = Trials.Nominal<Float64>();
        HashSet<(double, int)> met = [];
        foreach (double current in new[] { -10, -1, -0.01, 0, 0.001, 0.01, 1, 10.0 })
        {
            foreach (double p in new[] { -0.22, 0, 0.1 })
            {
                double Rate(double v) => device.Rates(new(new Float64(v), new Float64(p)), new Float64(current)).Potential.Number;
                double above = Rate(1e-30), below = Rate(-1e-30);
                SideOfZero<Float64> side = SideOfZero<Float64>.AtZero(device, new(p), new(current));
                bool isHeld = above < 0 && below > 0;
                Assert.Equal(isHeld ? 1 : 0, side.Held);
                Assert.Equal(above < 0 && !isHeld ? -1 : 1, side.Side.Number);
                Assert.Equal(1e-30 * side.Side.Number, side.Evaluated.Number);
                Assert.Equal(isHeld ? below - above : 0, side.Jump.Number);
                met.Add((side.Side.Number, side.Held));
            }
        }

        Assert.Equal(3, met.Count);
    }

    /// <summary>A bound below the threshold holds what moves beyond it, and lets go of what moves back.</summary>
    [Theory]
    [InlineData(2, -10)]
    [InlineData(-2, 10)]
    [InlineData(2, 10)]
    [InlineData(-2, -10)]
    public void BoundsHoldOneWay(double potential, double current)
    {
        Felif<Float64> device = new(new FelifParameters { PotentialBound = 2 });
        double near = potential * (1 - 1e-9), p = 0.11 * potential;
        bool isHeld = potential * current > 0;
        foreach (double end in new[]
        {
            Trials.Advance<Float64, Felif<Float64>, AdaptiveRosenbrock<Float64>>(device, new(new(0.01), new(1e-6)), potential, p, current).V,
            Trials.Advance<Float64, Felif<Float64>, ExponentialRosenbrock<Float64>>(device, new(new(0.01), 64), potential, p, current).V,
        })
        {
            (double expected, _) = Trials.Advance<Float64, Felif<Float64>, PlanarEuler<Float64>>(
                device, new(new(1e-6), 10_000, 0), near, p, current);
            Assert.Equal(expected, end, 1e-3);
            Assert.Equal(isHeld, end == potential);
        }
    }

    /// <summary>Derivatives by the current are those of differences, of steps that leave a bound and of such that meet it and stay.</summary>
    [Theory]
    [InlineData(2, -10)]
    [InlineData(-2, 10)]
    [InlineData(1.99, 10)]
    [InlineData(-1.99, -10)]
    public void DerivativesKnowWhatBoundsHold(double potential, double current)
    {
        const double Change = 1e-3;
        Felif<Float64> device = new(new FelifParameters { PotentialBound = 2 });
        AdaptiveRosenbrock<Float64> integrator = new(new(0.01), new(1e-8));
        double p = 0.1 * potential;
        (double V, double P) End(double at) => Trials.Advance<Float64, Felif<Float64>, AdaptiveRosenbrock<Float64>>(device, integrator, potential, p, at);
        (double v2, double p2) = End(current + Change);
        (double v1, double p1) = End(current - Change);
        DeviceState<Float64> state = new(new(potential), new(p));
        DeviceState<Float64> byInput = integrator.Sensitivity<Felif<Float64>, Kept>(device, ref state, new(current)).ByInput;
        double byV = (v2 - v1) / (2 * Change), byP = (p2 - p1) / (2 * Change);
        Assert.Equal(Math.Abs(state.Potential.Number) == 2, byV == 0);
        Assert.Equal(byV, byInput.Potential.Number, 0.01 * Math.Abs(byV) + 1e-9);
        Assert.Equal(byP, byInput.Internal.Number, 0.01 * Math.Abs(byP) + 1e-9);
    }

    private static double Potential(SplitDynamics<Float64> dynamics, double time) => dynamics.Over(new(time)).Potential(dynamics.Slope).Number;

    private static SplitDynamics<Float64> Dynamics(double v, double p, double vv, double vp, double pv, double pp)
    {
        Matrix2<Float64> k = Matrix2<Float64>.Diagonal(new(0))
            .With(0, new(new(vv), new(pv))).With(1, new(new(vp), new(pp)));
        return new(new RateDerivatives<Float64, DeviceState<Float64>, Matrix2<Float64>>(new(new(v), new(p)), k, default), new(10), isHeld: false);
    }
}
