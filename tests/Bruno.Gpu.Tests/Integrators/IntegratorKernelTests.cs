using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Tests.Backends;
using ILGPU;

namespace Bruno.Gpu.Tests.Integrators;

/// <summary>Integrators in a kernel do what they do when host code calls them; on the CPU accelerator to the last bit.</summary>
public abstract class IntegratorKernelTests(Backend backend) : DeviceTests(backend)
{
    private const int Lanes = 67, Steps = 40;

    private static readonly Felif<Float32> Model = new(new FelifParameters());

    // From strong inhibition to a spike every few milliseconds, none and very weak currents among them.
    private static readonly double[] Currents =
        [.. Enumerable.Range(0, Steps * Lanes).Select(i => i % Lanes == 7 ? 0 : i % Lanes == 8 ? 0.004 : -1.5 + i % Lanes * 0.08 + i % 5 * 0.1)];

    [Fact]
    public void Euler() => KernelAgreesWithHost(new Euler<Float32, Felif<Float32>, DeviceState<Float32>, Matrix2<Float32>>(new(1f / 300), 300, 1));

    [Fact]
    public void Exponential() => KernelAgreesWithHost(new Planar<Float32, Felif<Float32>, ExponentialRosenbrock<Float32>>(new(new(1), 64)));

    [Fact]
    public void Adaptive() => KernelAgreesWithHost(new Planar<Float32, Felif<Float32>, AdaptiveRosenbrock<Float32>>(new(new(1), new(3e-4f))));

    private void KernelAgreesWithHost<TIntegrator>(TIntegrator integrator)
        where TIntegrator : unmanaged, IIntegrator<Float32, Felif<Float32>, DeviceState<Float32>, Matrix2<Float32>>
    {
        using DeviceBuffer<Felif<Float32>> devices = Device.Memory.Allocate<Felif<Float32>>([Model], MemoryPurpose.Devices);
        using DeviceBuffer<Float32> currents = Buffer<Float32>(Currents);
        using DeviceBuffer<Jacobian<Float32, DeviceState<Float32>, Matrix2<Float32>>> sensitivities = Device.Memory.Allocate<Jacobian<Float32, DeviceState<Float32>, Matrix2<Float32>>>(Steps * Lanes, MemoryPurpose.Scratch);
        (Float32[] v, Float32[] p) = Run(new IntegratedStep<Float32, Felif<Float32>, DeviceState<Float32>, Matrix2<Float32>, TIntegrator>(integrator), devices.View, currents.View);
        Run(new SensitiveStep<Float32, Felif<Float32>, DeviceState<Float32>, Matrix2<Float32>, TIntegrator, Kept>(new(integrator), sensitivities.View), devices.View, currents.View);
        Jacobian<Float32, DeviceState<Float32>, Matrix2<Float32>>[] jacobians = sensitivities.Download();

        // A GPU's own exponential is a few units in the last place off, and the steps follow.
        double tolerance = Device.IsHost ? 0 : 2e-3;
        int spikes = 0;
        for (int lane = 0; lane < Lanes; ++lane)
        {
            DeviceState<Float32> state = Model.Initial;
            DeviceState<Float32> after = state;
            Jacobian<Float32, DeviceState<Float32>, Matrix2<Float32>> jacobian = integrator.Sensitivity<Kept>(Model, ref after, Current(0, lane));
            for (int i = 0; i < 3; ++i)
            {
                DeviceState<Float32> expected = Column(jacobian, i), actual = Column(jacobians[lane], i);
                Assert.Equal(expected.Potential.Number, actual.Potential.Number, tolerance * 50);
                Assert.Equal(expected.Internal.Number, actual.Internal.Number, tolerance);
            }

            for (int step = 0; step < Steps; ++step)
            {
                state = Model.Fires(state) ? Model.Reset(state) : integrator.Advance(Model, state, Current(step, lane));
                int index = (step + 1) * Lanes + lane;
                Assert.Equal(Model.Fires(state), Model.Fires(new DeviceState<Float32>(v[index], p[index])));
                Assert.Equal(state.Potential.Number, v[index].Number, tolerance);
                Assert.Equal(state.Internal.Number, p[index].Number, tolerance);
                spikes += Model.Fires(state) ? 1 : 0;
            }
        }

        Assert.True(spikes > 20, "The lanes should spike.");
    }

    private (Float32[] Potentials, Float32[] Internals) Run<TStep>(TStep outerStep, ArrayView<Felif<Float32>> devices, ArrayView<Float32> currents)
        where TStep : struct, IOuterStep<Float32, Felif<Float32>, DeviceState<Float32>>
    {
        var run = Device.Load<Action<Index1D, DeviceSequence<Float32, Felif<Float32>>, TStep, DeviceTape<Float32>, ArrayView<Spike>>>(
            DeviceForwardKernel.Run<Float32, Felif<Float32>, DeviceState<Float32>, Matrix2<Float32>, TStep>);
        double[] polarised = [.. Enumerable.Repeat((double)Model.Initial.Internal.Number, Lanes)];
        using DeviceBuffer<Float32> stateV = Buffer<Float32>(new double[Lanes]), stateP = Buffer<Float32>(polarised);
        using DeviceBuffer<Float32> tapeV = Buffer<Float32>(new double[(Steps + 1) * Lanes]), tapeP = Buffer<Float32>(new double[(Steps + 1) * Lanes]);
        using DeviceBuffer<Spike> spikes = Device.Memory.Allocate<Spike>(Steps * Lanes, MemoryPurpose.Spikes);
        DeviceSequence<Float32, Felif<Float32>> sequence = new(
            new(Steps, 1, Lanes, 0), new(devices, 0), new(1), new Signal<Float32>(currents), new(new DeviceTape<Float32>(tapeV.View, tapeP.View)));
        run(Lanes, sequence, outerStep, new(stateV.View, stateP.View), spikes.View);
        return (tapeV.Download(), tapeP.Download());
    }

    private static Float32 Current(int step, int lane) => Float32.From(Currents[step * Lanes + lane]);

    private static DeviceState<Float32> Column(Jacobian<Float32, DeviceState<Float32>, Matrix2<Float32>> jacobian, int column) => column < 2 ? jacobian.ByState[column] : jacobian.ByInput;
}

/// <summary>On the CPU accelerator.</summary>
[Collection(typeof(CpuTests))]
public sealed class IntegratorKernelCpuTests(CpuBackend backend) : IntegratorKernelTests(backend);

/// <summary>On the first CUDA device.</summary>
[Collection(typeof(CudaTests))]
public sealed class IntegratorKernelCudaTests(CudaBackend backend) : IntegratorKernelTests(backend);

/// <summary>On the first OpenCL device.</summary>
[Collection(typeof(OpenClTests))]
public sealed class IntegratorKernelOpenClTests(OpenClBackend backend) : IntegratorKernelTests(backend);
