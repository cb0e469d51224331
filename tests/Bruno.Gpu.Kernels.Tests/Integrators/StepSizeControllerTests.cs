using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>Error control by its formulas, and at the borders of its cases.</summary>
public sealed class StepSizeControllerTests
{
    private const double Step = 2, Tolerance = 1e-3;

    private static readonly StepSizeController<Float64> Control = new(new(Step), new(Tolerance));

    [Theory]
    [InlineData(0.999e-3, 1, 1)]
    [InlineData(Tolerance, 1, 0)]
    [InlineData(1, 2.001e-7, 0)]
    [InlineData(1, 1.999e-7, -1)]
    [InlineData(double.NaN, 1, 0)]
    [InlineData(double.NaN, 1e-7, -1)]
    [InlineData(0, 1e-9, 1)]
    public void StepsAreAcceptedBelowTheTolerance(double error, double length, double acceptance) =>
        Assert.Equal(acceptance, Control.Acceptance(new(error), new(length)).Number);

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.9999985, 0.9999985)]
    [InlineData(0.9999995, 1)]
    [InlineData(3, 1)]
    public void ASliverIsTakenToo(double length, double taken) =>
        Assert.Equal(taken, StepSizeController<Float64>.Taken(new(length), new(1)).Number);

    [Theory]
    [InlineData(0.3, 0.3)]
    [InlineData(0.499, 0.499)]
    [InlineData(0.7, 0.5)]
    [InlineData(0.989, 0.5)]
    [InlineData(0.991, 1)]
    [InlineData(7, 1)]
    public void TheRestIsMadeInOneOrInHalves(double length, double fitted) =>
        Assert.Equal(fitted, StepSizeController<Float64>.Fitted(new(length), new(1)).Number);

    /// <summary>0.8 of the cube root of tolerance over error, at most 4 times; where it is rejected, between a tenth and a half.</summary>
    [Theory]
    [InlineData(0.0079, 4)]
    [InlineData(0.0125, 3.447)]
    [InlineData(0.2, 1.368)]
    [InlineData(0.5, 1.008)]
    [InlineData(0.999, 0.8003)]
    [InlineData(1.001, 0.5)]
    [InlineData(4.5, 0.4846)]
    [InlineData(8, 0.4)]
    [InlineData(10, 0.3713)]
    [InlineData(1e9, 0.2)]
    [InlineData(double.NaN, 0.5)]
    public void ProposalsFollowTheError(double errorInTolerances, double factor)
    {
        double proposal = Control.Proposal(new(errorInTolerances * Tolerance), new(0.3)).Number;

        // Two of Halley's steps reach the cube root within 1 % from 0.1 to 10, and tend to 1 beyond.
        Assert.Equal(0.3 * factor, proposal, 0.3 * factor * (errorInTolerances is > 0.008 and < 0.1 ? 0.2 : 0.01));
    }

    /// <summary>Where the change of the rate's linear part is the error of order three: (6 tolerance f / (weight change^2))^(1/3).</summary>
    [Theory]
    [InlineData(1, -10, 0, 0, 1)]
    [InlineData(-1, -10, 0, 0, 1)]
    [InlineData(1, -10, 3, 2, 1)]
    [InlineData(1, -10, 3, 2, 4)]
    public void TheFirstStepIsThatOfTheRatesChange(double internalRate, double stiff, double coupling, double drift, double weight)
    {
        double change = stiff * internalRate + coupling * drift;
        double expected = Math.Cbrt(6 * Tolerance * Math.Abs(internalRate) / (weight * change * change));
        Assert.Equal(expected, First(internalRate, stiff, coupling, drift, weight), 1e-9);
    }

    [Theory]
    [InlineData(1e-7, -10)]
    [InlineData(1, -1000)]
    [InlineData(1, 1e-6)]
    public void WhereNothingChangesTheFirstStepIsTheOuterOne(double internalRate, double stiff) =>
        Assert.Equal(Step, First(internalRate, stiff, 0, 0, 1));

    private static double First(double internalRate, double stiff, double coupling, double drift, double weight)
    {
        Matrix2<Float64> k = Matrix2<Float64>.Diagonal(new(0)).With(0, new(new(0), new(coupling))).With(1, new(new(0), new(stiff)));
        RateDerivatives<Float64, DeviceState<Float64>, Matrix2<Float64>> rates = new(new(new(drift), new(internalRate)), k, default);
        return Control.First(new SplitDynamics<Float64>(rates, new(10), isHeld: false), new(weight)).Number;
    }
}
