using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Devices;

/// <summary>The FeLIF equations at single states: rates and their derivatives against the oracle's, derived by hand.</summary>
public sealed class FelifTests
{
    private const double Milli = 1e-3;

    private static readonly FelifOracle Oracle = new(new FelifOracleParameters());

    private static readonly Felif<Float64> Device = new(new FelifParameters());

    public static TheoryData<double, double> States
    {
        get
        {
            TheoryData<double, double> states = [];
            foreach (double v in new[] { -4.9, -1.5, -0.2, 0.0, 0.3, 0.7, 1.4, 2.49 })
            {
                foreach (double p in new[] { -0.22, -0.2199, -0.1, 0.0, 0.13, 0.22 })
                    states.Add(v, p);
            }

            return states;
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void RatesAreThoseOfTheOracle(double v, double p)
    {
        FelifOracleConstants c = Oracle.Constants(0);
        FelifOracleRates expected = Oracle.Rates(0, v, p);
        DeviceState<Float64> state = new(new(v), new(p));
        DeviceState<Float64> rates = Device.Rates(state, new Float64(0.8));

        // Fields of the oracle are V/m over its scale of 1e9; the engine's are V/nm, and its time is in ms.
        AssertNear(expected.Field, Device.ElectricField<Float64>(state).Number);
        AssertNear(expected.Rate * Milli, Device.SwitchingRate(Device.ElectricField<Float64>(state)).Number);
        AssertNear(expected.LeakCurrent, Device.LeakageCurrent<Float64>(state.Potential).Number);
        AssertNear(expected.Drive * expected.Rate * Milli, rates.Internal.Number);
        AssertNear((0.8 - expected.LeakCurrent - expected.SwitchingCurrent) / c.C * Milli, rates.Potential.Number);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void DerivativesAreThoseOfTheOracle(double v, double p)
    {
        FelifOracleConstants c = Oracle.Constants(0);
        DeviceState<Float64> state = new(new(v), new(p));
        AssertJacobian<Kept>(new(c, Oracle.Rates(0, v, p), keepRateDerivative: true), state);
        AssertJacobian<Held>(new(c, Oracle.Rates(0, v, p), keepRateDerivative: false), state);
    }

    [Fact]
    public void FreshAndResetDevicesAreAtMinusTheSaturationPolarization()
    {
        Assert.Equal((0.0, -0.22), (Device.Initial.Potential.Number, Device.Initial.Internal.Number));
        Assert.Equal((-1.5, -0.22), (Device.Reset(default).Potential.Number, Device.Reset(default).Internal.Number));
        Felif<Float64> other = new(new FelifParameters { InitialPolarization = 0.1, ResetPolarization = -0.05 });
        Assert.Equal((0.1, -0.05), (other.Initial.Internal.Number, other.Reset(default).Internal.Number));
    }

    [Fact]
    public void TheThresholdIsReachedOrPassed()
    {
        Assert.True(Device.Fires(At(2.5)));
        Assert.False(Device.Fires(At(2.4999)));
        Felif<Float64> other = new(new FelifParameters { FiresAtThreshold = 0 });
        Assert.False(other.Fires(At(2.5)));
        Assert.True(other.Fires(At(2.5001)));
        Assert.Equal(2.5, FiringThreshold.Of<Felif<Float64>, Float64, DeviceState<Float64>, Matrix2<Float64>>(Device).Number);
        static DeviceState<Float64> At(double potential) => new(new(potential), new(-0.22));
    }

    [Fact]
    public void TheSignOfZeroIsAChoice()
    {
        Assert.Equal(0.0, Device.LeakageCurrent<Float64>(new(0)).Number);
        Felif<Float64> other = new(new FelifParameters { SignOfZero = 1 });
        Assert.Equal(0.01, other.LeakageCurrent<Float64>(new(0)).Number, 1e-15);
    }

    private static void AssertJacobian<THold>(FelifOracleJacobian expected, DeviceState<Float64> state)
        where THold : unmanaged, IHoldPolicy
    {
        RateDerivatives<Float64, DeviceState<Float64>, Matrix2<Float64>> rates = Device.Differentiate<THold>(state, new(0.8));
        AssertNear(expected.VV * Milli, rates.ByState[0].Potential.Number);
        AssertNear(expected.VP * Milli, rates.ByState[1].Potential.Number);
        AssertNear(expected.VI * Milli, rates.ByInput.Potential.Number);
        AssertNear(expected.PV * Milli, rates.ByState[0].Internal.Number);
        AssertNear(expected.PP * Milli, rates.ByState[1].Internal.Number);
        Assert.Equal(0.0, rates.ByInput.Internal.Number);
    }

    private static void AssertNear(double expected, double actual) =>
        Assert.Equal(expected, actual, 1e-13 + 1e-11 * Math.Abs(expected));
}
