using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
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
    private readonly struct RootLeak(double start, double reset) : IDevice<RootLeak, Float64>
    {
        public DeviceState<Float64> Initial => new(Float64.From(start), Float64.From(0));

        public DeviceState<Float64> Reset => new(Float64.From(reset), Float64.From(0));

        public DeviceState<Float64> Lower => new(Float64.From(-5), Float64.From(-1));

        public DeviceState<Float64> Upper => new(Float64.From(5), Float64.From(1));

        public Float64 Threshold => Float64.From(1);

        public bool Fires(Float64 potential) => potential >= Threshold;

        public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
            where TScalar : unmanaged, IScalar<TScalar, Float64> =>
            new(current - TScalar.PowPositive(TScalar.Abs(state.Potential), Float64.From(0.5)), TScalar.Constant(Float64.From(0)));

        public TScalar ElectricField<TScalar>(DeviceState<TScalar> state)
            where TScalar : unmanaged, IScalar<TScalar, Float64> => state.Potential;
    }
}
