using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Networks;

namespace Bruno.Gpu.Tests.Devices;

/// <summary>A device whose leak is a power of |V| has no derivative at V = 0, where it starts: it is named, not trained.</summary>
[Collection(typeof(CpuTests))]
public sealed class DifferentiableStatesTests(CpuBackend backend) : DeviceTests(backend)
{
    [Theory]
    [InlineData(0, 1, "start")]
    [InlineData(1, 0, "reset")]
    public void DeviceStateAndDerivativeAreNamed(double start, double reset, string state)
    {
        NetworkBuilder<Float64> builder = new(Device, 2);
        foreach (IGradientMethod method in new IGradientMethod[] { new BrunoGradient(), new ExactGradient() })
        {
            BrunoException fault = Assert.Throws<BrunoException>(
                () => builder.AddDevices("rooted", [new RootLeak(start, reset)], new FelifSetup().Options(method)));
            Assert.Equal(ExitCode.Diverged, fault.ExitCode);
            Assert.Contains("0.rooted", fault.Message);
            Assert.Contains($"{state}, V = 0 V", fault.Message);
            Assert.Contains("the derivative of the rate of V with respect to V is NaN", fault.Message);
        }
    }

    [Fact]
    public void OthersAreTaken()
    {
        NetworkBuilder<Float64> builder = new(Device, 2);
        builder.AddDevices("rooted", [new RootLeak(0.5, 1)], new FelifSetup().Options(new BrunoGradient()));
        builder.AddDevices("felif", [new Felif<Float64>(new FelifParameters())], new FelifSetup().Options(new BrunoGradient()));
        builder.AddDevices("heracles", [new Heracles<Float64>(new HeraclesParameters())], new FelifSetup().Options(new BrunoGradient()));
        Assert.Equal(2, builder.Units);
    }

    /// <summary>dV/dt = I - sqrt(|V|), a threshold of 1 V.</summary>
    private readonly struct RootLeak(double start, double reset) : IDevice<RootLeak, Float64, DeviceState<Float64>, Matrix2<Float64>>
    {
        public DeviceState<Float64> Initial => new(Float64.From(start), Float64.From(0));

        public DeviceState<Float64> Reset(DeviceState<Float64> before) => new(Float64.From(reset), Float64.From(0));

        public DeviceState<Float64> Lower => new(Float64.From(-5), Float64.From(-1));

        public DeviceState<Float64> Upper => new(Float64.From(5), Float64.From(1));

        public static bool FiresByPotential => true;

        public static int Observables => 0;

        public Float64 Excess(DeviceState<Float64> state) => state.Potential - Float64.From(1);

        public DeviceState<Float64> ExcessGradient(DeviceState<Float64> state) => new(Float64.From(1), Float64.From(0));

        public bool Fires(DeviceState<Float64> state) => Excess(state) >= Float64.From(0);

        public Matrix2<Float64> ResetDerivative(DeviceState<Float64> before) => Matrix2<Float64>.Diagonal(Float64.From(0));

        public Float64 Observable(int index, DeviceState<Float64> state, Float64 current) => Float64.From(0);

        public DeviceState<Float64> Rates(DeviceState<Float64> state, Float64 current) => Rates<Float64>(state, current);

        public RateDerivatives<Float64, DeviceState<Float64>, Matrix2<Float64>> Differentiate<THold>(DeviceState<Float64> state, Float64 current)
            where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
            Rates(RateDifferentiation.State<Float64, THold>(state), RateDifferentiation.Input<Float64, THold>(current)));

        public RateDerivatives<Float64, DeviceState<Float64>, Matrix2<Float64>> DifferentiateByState<THold>(DeviceState<Float64> state, Float64 current)
            where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
            Rates(RateDifferentiation.StateAlone<Float64, THold>(state), Dual<Float64, THold, DeviceState<Float64>>.Constant(current)));

        public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
            where TScalar : unmanaged, IScalar<TScalar, Float64> =>
            new(current - TScalar.PowPositive(TScalar.Abs(state.Potential), Float64.From(0.5)), TScalar.Constant(Float64.From(0)));
    }
}
