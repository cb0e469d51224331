using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>The host's vectors against the integrator itself, lane by lane.</summary>
public sealed class HostDevicesTests : IDisposable
{
    private const int Steps = 60;

    private readonly ComputeDevice device = ComputeDevice.Open("cpu");

    public void Dispose() => device.Dispose();

    [Theory]
    [InlineData(1e-3, 1)]
    [InlineData(3e-4, 67)]
    [InlineData(1e-5, 203)]
    public void StatesAndSpikesAreThoseOfTheIntegrator(double tolerance, int lanes)
    {
        AssertAgree<Float32>(tolerance, lanes, 0, lanes > 100 ? 6e-4 : 2e-4);
        AssertAgree<Float64>(tolerance, lanes, 0, 1e-7);
    }

    /// <summary>Each lane a device of its own, at the spread where explicit Euler goes wrong.</summary>
    [Fact]
    public void EveryLaneHasItsOwnDevice()
    {
        AssertAgree<Float32>(3e-4, 90, 0.1, 3e-4);
        AssertAgree<Float64>(3e-4, 90, 0.2, 1e-6);
    }

    /// <summary>Bit for bit: neighbours, the number of lanes and the slots of the vectors do not matter.</summary>
    [Fact]
    public void ALaneDoesNotDependOnItsNeighbours()
    {
        double[] currents = Currents(67);
        (double[] v, double[] p) = Run<Float32>(3e-4, 67, 0.05, currents);
        int[] some = [3, 66, 20, 21, 40];
        double[] chosen = [.. Enumerable.Range(0, Steps).SelectMany(step => some.Select(lane => currents[step * 67 + lane]))];
        (double[] fewV, double[] fewP) = Run<Float32>(3e-4, some.Length, 0.05, chosen, some);
        for (int index = 0; index < fewV.Length; ++index)
        {
            int at = index / some.Length * 67 + some[index % some.Length];
            Assert.Equal((v[at], p[at]), (fewV[index], fewP[index]));
        }

        (double[] again, _) = Run<Float32>(3e-4, 67, 0.05, currents);
        Assert.Equal(v, again);
    }

    /// <summary>What the vectors cannot do is left to the kernel: other integrators, other steps, other models.</summary>
    [Fact]
    public void OnlyTheAdaptiveForwardPassOfLanewiseModels()
    {
        Assert.NotNull(HostDevices.Load<Float32, Felif<Float32>, IntegratedStep<Float32, Felif<Float32>, DeviceState<Float32>, Matrix2<Float32>, Planar<Float32, Felif<Float32>, AdaptiveRosenbrock<Float32>>>>(device));
        Assert.NotNull(HostDevices.Load<Float64, Heracles<Float64>, IntegratedStep<Float64, Heracles<Float64>, DeviceState<Float64>, Matrix2<Float64>, Planar<Float64, Heracles<Float64>, AdaptiveRosenbrock<Float64>>>>(device));
        Assert.Null(HostDevices.Load<Float32, Felif<Float32>, IntegratedStep<Float32, Felif<Float32>, DeviceState<Float32>, Matrix2<Float32>, Euler<Float32, Felif<Float32>, DeviceState<Float32>, Matrix2<Float32>>>>(device));
        Assert.Null(HostDevices.Load<Float32, Felif<Float32>, SensitiveStep<Float32, Felif<Float32>, DeviceState<Float32>, Matrix2<Float32>, Planar<Float32, Felif<Float32>, AdaptiveRosenbrock<Float32>>, Kept>>(device));
        Assert.Null(HostDevices.Load<Float32, Branching, IntegratedStep<Float32, Branching, DeviceState<Float32>, Matrix2<Float32>, Planar<Float32, Branching, AdaptiveRosenbrock<Float32>>>>(device));
    }

    private static double[] Currents(int lanes)
    {
        Random random = new(8);

        // From strong inhibition to a spike every few milliseconds; jumps, none and very weak currents among them.
        return [.. Enumerable.Range(0, Steps * lanes).Select(i => (i % lanes) switch
        {
            7 => 0,
            8 => 0.004,
            9 => random.NextDouble() < 0.1 ? 100 : -1,
            10 => -100,
            int lane => (float)(-1.5 + 5.0 * lane / lanes + random.NextDouble()),
        })];
    }

    private static FelifParameters Parameters(double sigma, int lane)
    {
        FelifParameters nominal = new();
        Random random = new(lane + 1);
        double Draw(double mean) => mean * (1 + sigma * (2 * random.NextDouble() - 1) * 1.7);
        return sigma > 0
            ? nominal with
            {
                Area = Draw(nominal.Area), ActivationField = Draw(nominal.ActivationField), SaturationPolarization = Draw(nominal.SaturationPolarization),
                FerroelectricThickness = Draw(nominal.FerroelectricThickness), InterfaceThickness = Draw(nominal.InterfaceThickness),
            }
            : nominal;
    }

    private void AssertAgree<T>(double tolerance, int lanes, double sigma, double volts)
        where T : unmanaged, IReal<T>
    {
        double[] currents = Currents(lanes);
        (double[] v, double[] p) = Run<T>(tolerance, lanes, sigma, currents);
        AdaptiveRosenbrock<T> integrator = new(T.From(1), T.From(tolerance));
        int spikes = 0;
        for (int lane = 0; lane < lanes; ++lane)
        {
            Felif<T> model = new(Parameters(sigma, lane));
            DeviceState<T> state = model.Initial;
            for (int step = 0; step < Steps; ++step)
            {
                state = model.Fires(state) ? model.Reset(state) : integrator.Advance(model, state, T.From(currents[step * lanes + lane]));
                int index = (step + 1) * lanes + lane;
                Assert.True(
                    Math.Abs(T.ToDouble(state.Potential) - v[index]) <= volts && Math.Abs(T.ToDouble(state.Internal) - p[index]) <= volts / 5,
                    $"lane {lane}, step {step}: V {T.ToDouble(state.Potential)} and {v[index]}, P {T.ToDouble(state.Internal)} and {p[index]}");
                Assert.Equal(model.Fires(state), model.Fires(new DeviceState<T>(T.From(v[index]), T.From(p[index]))));
                spikes += model.Fires(state) ? 1 : 0;
            }
        }

        Assert.True(lanes == 1 || spikes > lanes / 2, $"{spikes} spikes are too few to mean anything.");
    }

    private (double[] V, double[] P) Run<T>(double tolerance, int lanes, double sigma, double[] currents, int[]? numbers = null)
        where T : unmanaged, IReal<T>
    {
        Felif<T>[] models = [.. Enumerable.Range(0, lanes).Select(lane => new Felif<T>(Parameters(sigma, numbers?[lane] ?? lane)))];
        DeviceMemory memory = device.Memory;
        using DeviceBuffer<Felif<T>> devices = memory.Allocate<Felif<T>>(models, MemoryPurpose.Devices);
        using DeviceBuffer<T> input = memory.Allocate<T>(Array.ConvertAll(currents, T.From), MemoryPurpose.Currents);
        using DeviceBuffer<T> v = memory.Allocate<T>((Steps + 1) * lanes, MemoryPurpose.Tape), p = memory.Allocate<T>((Steps + 1) * lanes, MemoryPurpose.Tape);
        using DeviceBuffer<T> stateV = memory.Allocate<T>([.. models.Select(model => model.Initial.Potential)], MemoryPurpose.States);
        using DeviceBuffer<T> stateP = memory.Allocate<T>([.. models.Select(model => model.Initial.Internal)], MemoryPurpose.States);
        using DeviceBuffer<Spike> spikes = memory.Allocate<Spike>(Steps * lanes, MemoryPurpose.Spikes);
        DeviceSequence<T, Felif<T>> sequence = new(
            new(Steps, 1, lanes, 0), new ParameterView<Felif<T>>(devices.View, 1), T.From(1), new Signal<T>(input.View),
            new UndersampledTape<T>(new DeviceTape<T>(v.View, p.View)));
        IntegratedStep<T, Felif<T>, DeviceState<T>, Matrix2<T>, Planar<T, Felif<T>, AdaptiveRosenbrock<T>>> step = new(new(new(T.From(1), T.From(tolerance))));
        HostDevices.Load<T, Felif<T>, IntegratedStep<T, Felif<T>, DeviceState<T>, Matrix2<T>, Planar<T, Felif<T>, AdaptiveRosenbrock<T>>>>(device)!(
            lanes, sequence, step, new DeviceTape<T>(stateV.View, stateP.View), spikes.View);

        T[] potentials = v.Download(), internals = p.Download();
        Assert.Equal(potentials[^lanes..], stateV.Download());
        Assert.Equal(internals[^lanes..], stateP.Download());
        Assert.All(spikes.Download(), (spike, index) => Assert.Equal(models[index % lanes].Fires(new DeviceState<T>(potentials[index + lanes], internals[index + lanes])), spike.Fired));
        return (Array.ConvertAll(potentials, T.ToDouble), Array.ConvertAll(internals, T.ToDouble));
    }

    /// <summary>A model that does not say it is lanewise.</summary>
    private readonly struct Branching : IDevice<Branching, Float32, DeviceState<Float32>, Matrix2<Float32>>
    {
        public DeviceState<Float32> Initial => default;

        public DeviceState<Float32> Reset(DeviceState<Float32> before) => default;

        public DeviceState<Float32> Lower => new(new(-1), new(-1));

        public DeviceState<Float32> Upper => new(new(1), new(1));

        public static bool FiresByPotential => true;

        public static int Observables => 0;

        public Float32 Excess(DeviceState<Float32> state) => state.Potential - Float32.From(1);

        public DeviceState<Float32> ExcessGradient(DeviceState<Float32> state) => new(Float32.From(1), Float32.From(0));

        public bool Fires(DeviceState<Float32> state) => Excess(state) >= Float32.From(0);

        public Matrix2<Float32> ResetDerivative(DeviceState<Float32> before) => Matrix2<Float32>.Diagonal(Float32.From(0));

        public Float32 Observable(int index, DeviceState<Float32> state, Float32 current) => Float32.From(0);

        public DeviceState<Float32> Rates(DeviceState<Float32> state, Float32 current) => Rates<Float32>(state, current);

        public RateDerivatives<Float32, DeviceState<Float32>, Matrix2<Float32>> Differentiate<THold>(DeviceState<Float32> state, Float32 current)
            where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
            Rates(RateDifferentiation.State<Float32, THold>(state), RateDifferentiation.Input<Float32, THold>(current)));

        public RateDerivatives<Float32, DeviceState<Float32>, Matrix2<Float32>> DifferentiateByState<THold>(DeviceState<Float32> state, Float32 current)
            where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
            Rates(RateDifferentiation.StateAlone<Float32, THold>(state), Dual<Float32, THold, DeviceState<Float32>>.Constant(current)));

        public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
            where TScalar : unmanaged, IScalar<TScalar, Float32> => new(current, state.Potential);
    }
}
