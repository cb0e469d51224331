using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Networks of neurons of four variables, Hodgkin and Huxley's as text: what networks of FeLIF neurons owe, these owe as well.</summary>
public abstract class ModelNetworkTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 13, Batch = 3, Inputs = 3, Neurons = 4;

    private static readonly int[] Lengths = [13, 8, 11];

    private static readonly double[][][] Input = new RandomArrays(90).Cube(Steps, Batch, Inputs, 0, 2);

    [Fact]
    public void BpttCheckpointedAndExactLiteralAgree()
    {
        // 200 micro-steps by 53 leave a checkpoint with fewer than the others.
        TwinResult bptt = Run<Float64>(new BpttGradient());
        bptt.AssertSomethingReachesAll();
        AssertNear(bptt, Run<Float64>(new CheckpointedGradient()), 1e-9);
        AssertNear(bptt, Run<Float64>(new CheckpointedGradient { Placement = CheckpointPlacement.Sqrt }), 1e-9);
        AssertNear(bptt, Run<Float64>(new ExactGradient { Literal = true }), 1e-9);
    }

    /// <summary>The derivative along adaptive steps is that of very many small ones, up to what those err by.</summary>
    [Fact]
    public void ExactIsTheLimitOfBptt()
    {
        TwinResult exact = Run<Float64>(new ExactGradient(), IntegratorKind.Adaptive, 1e-6);
        exact.AssertSomethingReachesAll();
        AssertNear(exact, Run<Float64>(new ExactGradient { Stored = true }, IntegratorKind.Adaptive, 1e-6), 1e-9);
        AssertNear(Run<Float64>(new BpttGradient(), microSteps: 4000), exact, 2e-2);
        AssertNear(Run<Float64>(new ExactGradient(), IntegratorKind.Adaptive, 1e-8), exact, 1e-4);
    }

    [Theory]
    [InlineData("exact", IntegratorKind.Adaptive)]
    [InlineData("pass", IntegratorKind.Adaptive)]
    [InlineData("bptt", IntegratorKind.Euler)]
    [InlineData("checkpointed sqrt", IntegratorKind.Euler)]
    [InlineData("truncated 4 exact", IntegratorKind.Adaptive)]
    public void HoweverTimeIsCutTheBitsAreTheSame(string name, IntegratorKind integrator)
    {
        IGradientMethod method = GradientMethods.Of(name);
        TwinResult whole = Run<Float32>(method, integrator);
        Assert.Contains(whole.Gradients.Values, gradient => gradient.Any(g => g != 0));
        SequenceExtent roomy = new(Steps + 4, Batch + 1);
        foreach ((int window, int[] segments) in new[] { (2, new[] { 5 }), (3, [7, 3]), (1, Array.Empty<int>()) })
        {
            TimePlan plan = new(roomy.Steps, window, segments, method.Routes.ForgetEvery);
            whole.AssertSame(Run<Float32>(method, integrator, capacity: roomy, plan: plan), $"window {window}, segments {string.Join(' ', segments)}");
        }
    }

    /// <summary>16 bytes a neuron and outer step in float, planned and measured.</summary>
    [Fact]
    public void TheTapeTakesFourNumbersANeuronAndStep()
    {
        ComputeDevice planned = Device.Plan();
        foreach (IGradientMethod method in new IGradientMethod[] { new BrunoGradient(), new ExactGradient() })
        {
            long few = Tape(Device, method, 10), many = Tape(Device, method, 27);
            Assert.Equal(16L * 17 * Batch * Neurons, many - few);
            Assert.Equal((few, many), (Tape(planned, method, 10), Tape(planned, method, 27)));
        }
    }

    private static long Tape(ComputeDevice device, IGradientMethod method, int steps)
    {
        long before = device.Memory.BytesFor(MemoryPurpose.Tape);
        using Network<Float32> network = Twin<Float32>(device, method, IntegratorKind.Adaptive, 3e-4, 1).Builder.Build(new SequenceExtent(steps, Batch));
        return device.Memory.BytesFor(MemoryPurpose.Tape) - before;
    }

    private TwinResult Run<T>(
        IGradientMethod method, IntegratorKind integrator = IntegratorKind.Euler, double tolerance = 3e-4, int microSteps = 200,
        SequenceExtent? capacity = null, TimePlan? plan = null)
        where T : unmanaged, IReal<T> => Twin<T>(Device, method, integrator, tolerance, microSteps).Product(
            Input, new(LossKind.MeanOverTime, Lengths) { Labels = [0, Neurons - 1, 1], Scale = 1.5 }, capacity, plan);

    /// <summary>A layer of them between two of synapses: spikes are counted weighted.</summary>
    private static TwinNetwork<T> Twin<T>(ComputeDevice device, IGradientMethod method, IntegratorKind integrator, double tolerance, int microSteps)
        where T : unmanaged, IReal<T>
    {
        DeviceLayerOptions options = new()
        {
            CurrentUnitAmpere = 1e-10,
            Integrator = integrator,
            Tolerance = tolerance,
            MicroSteps = microSteps,
            Surrogate = SurrogateKind.Superspike,
            SurrogateSlope = 10,
            Gradient = method,
        };
        TwinNetwork<T> twin = new(device, Inputs, method: method);
        twin.Linear(Neurons, 0, 3, bias: true);
        twin.Builder.AddDevices(DeviceCatalogue.Find("hodgkin-huxley"), new Dictionary<string, double>(), options, new NeuronVariability(), 1);
        return twin.Linear(Neurons, -1, 2, bias: true);
    }

    private static void AssertNear(TwinResult expected, TwinResult actual, double tolerance)
    {
        foreach ((string name, double[] gradient) in expected.Gradients)
        {
            double error = Near.RelativeError([gradient], [actual.Gradients[name]]);
            Assert.True(error <= tolerance, $"gradient of {name} is {error:E2} off");
        }
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class ModelNetworkCpuTests(CpuBackend backend) : ModelNetworkTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class ModelNetworkCudaTests(CudaBackend backend) : ModelNetworkTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class ModelNetworkOpenClTests(OpenClBackend backend) : ModelNetworkTests(backend);
