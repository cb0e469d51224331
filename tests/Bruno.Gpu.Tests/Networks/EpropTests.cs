using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>
/// Eligibility traces. For one layer of neurons without recurrence they give the gradient that adjoints give, whatever the
/// linearisation; with another layer below or with recurrence, what goes through earlier spikes is missing.
/// </summary>
public abstract class EpropTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 25, Batch = 3, Inputs = 5, Neurons = 7, Outputs = 4;

    public static TheoryData<LinearisationKind> Linearisations => [.. Enum.GetValues<LinearisationKind>()];

    /// <summary>Synapses with a bias, devices, linear readout, a loss at each step.</summary>
    [Theory]
    [MemberData(nameof(Linearisations))]
    public void OneLayerOfDevicesHasTheGradientOfAdjoints(LinearisationKind linearisation) => AssertAgrees(
        linearisation,
        LossKind.Sequence,
        (builder, method) =>
        {
            RandomArrays random = new(1);
            builder.AddLinear(Neurons, random.Vector(Inputs * Neurons, -0.5, 2), random.Vector(Neurons, 0, 0.3));
            builder.AddDevices("felif", [new Felif<Float64>(new())], new FelifSetup { MicroSteps = 200 }.Options(method));
            builder.AddLinear(Outputs, random.Vector(Neurons * Outputs, -1, 1), random.Vector(Outputs, -1, 1));
        });

    /// <summary>LIF neurons that are the output themselves, a loss known at the end only.</summary>
    [Fact]
    public void OneLayerOfLifHasTheGradientOfAdjoints() => AssertAgrees(
        LinearisationKind.Bruno,
        LossKind.SpikeCount,
        (builder, _) =>
        {
            builder.AddLinear(Outputs, new RandomArrays(2).Vector(Inputs * Outputs, -1, 3), null);
            builder.AddLif(0.8, 0.7, 1, SurrogateKind.Superspike, 10, null);
        },
        name => !name.EndsWith("decays", StringComparison.Ordinal));

    /// <summary>Of neurons of any kind, whose own spikes are felt by their next step.</summary>
    [Theory]
    [InlineData("adaptive_lif")]
    [InlineData("snu")]
    [InlineData("normalised_felif")]
    [InlineData("leaky")]
    public void OneLayerOfNeuronsHasTheGradientOfAdjoints(string kind) => AssertAgrees(
        LinearisationKind.Bruno,
        LossKind.Sequence,
        (builder, _) =>
        {
            RandomArrays random = new(5);
            builder.AddLinear(Neurons, random.Vector(Inputs * Neurons, -0.5, 1.5), random.Vector(Neurons, 0, 0.3));
            new NeuronSetup(kind).AddTo(builder, null, null);
            builder.AddLinear(Outputs, random.Vector(Neurons * Outputs, -1, 1), random.Vector(Outputs, -1, 1));
        },
        name => name.Contains("linear", StringComparison.Ordinal));

    /// <summary>The upper layer of two has all of its gradient; the lower one has what reaches it within a step.</summary>
    [Fact]
    public void TwoLayersLackWhatGoesThroughEarlierSpikes()
    {
        void Build(NetworkBuilder<Float64> builder, IGradientMethod method)
        {
            RandomArrays random = new(3);
            builder.AddLinear(Neurons, random.Vector(Inputs * Neurons, -1, 3), null);
            builder.AddLif(0.8, 0.7, 1, SurrogateKind.Superspike, 10, null);
            builder.AddLinear(Outputs, random.Vector(Neurons * Outputs, -1, 4), null);
            builder.AddDevices("felif", [new Felif<Float64>(new())], new FelifSetup { MicroSteps = 200 }.Options(method));
        }

        AssertAgrees(LinearisationKind.Bruno, LossKind.SpikeCount, Build, name => name.StartsWith("2.", StringComparison.Ordinal));
        IGradientMethod bruno = new BrunoGradient();
        double[] full = Gradients(Build, bruno, LossKind.SpikeCount, 4)["0.linear.weights"];
        double[] local = Gradients(Build, new EpropGradient(bruno), LossKind.SpikeCount, 4)["0.linear.weights"];
        Assert.NotEqual(full, local);
        Assert.Contains(local, g => g != 0);
    }

    /// <summary>Recurrent synapses see the spikes of the step before.</summary>
    [Fact]
    public void RecurrentSynapsesCarryTraces()
    {
        Dictionary<string, double[]> gradients = Gradients(
            (builder, _) =>
            {
                RandomArrays random = new(4);
                builder.AddLinear(Outputs, random.Vector(Inputs * Outputs, -1, 3), null);
                builder.AddLif(0.8, 0.7, 1, SurrogateKind.Superspike, 10, random.Vector(Outputs * Outputs, -0.5, 0.5));
            },
            new EpropGradient(new BrunoGradient()),
            LossKind.SpikeCount,
            3);
        Assert.Contains(gradients["1.rlif.recurrent"], g => g != 0);
    }

    [Fact]
    public void TheWindowDoesNotMatter()
    {
        void Build(NetworkBuilder<Float64> builder, IGradientMethod method)
        {
            builder.AddLinear(Outputs, new RandomArrays(5).Vector(Inputs * Outputs, -0.5, 3), new double[Outputs]);
            builder.AddDevices("felif", [new Felif<Float64>(new())], new FelifSetup { MicroSteps = 100 }.Options(method));
        }

        IGradientMethod eprop = new EpropGradient(new BrunoGradient());
        Dictionary<string, double[]> whole = Gradients(Build, eprop, LossKind.SpikeCount, Steps);
        foreach (int window in new[] { 1, 2, 7 })
            Assert.All(Gradients(Build, eprop, LossKind.SpikeCount, window), g => Assert.Equal(whole[g.Key], g.Value));
    }

    /// <summary>Devices that fire by their temperature or the gap of their filament: the spike's derivative goes to that variable.</summary>
    [Theory]
    [InlineData("mott", 2e-5, LinearisationKind.Bruno)]
    [InlineData("reram", 5e-6, LinearisationKind.Exact)]
    public void DevicesThatFireByAnotherVariable(string model, double currentUnit, LinearisationKind linearisation) => AssertAgrees(
        linearisation, LossKind.SpikeCount,
        (builder, method) =>
        {
            builder.AddLinear(Outputs, new RandomArrays(7).Vector(Inputs * Outputs, 0, 2), null);
            DeviceLayerOptions options = new()
            {
                CurrentUnitAmpere = currentUnit, Integrator = IntegratorKind.Adaptive, MicroSteps = 1, Surrogate = SurrogateKind.Superspike, SurrogateSlope = 10, Gradient = method,
            };
            builder.AddDevices(DeviceCatalogue.Find(model), new Dictionary<string, double>(), options, new NeuronVariability(), 1);
        });

    [Fact]
    public void MemoryDoesNotDependOnTheHorizon()
    {
        long Bytes(int steps)
        {
            ComputeDevice plan = Device.Plan();
            NetworkBuilder<Float32> builder = new(plan, Inputs) { Routes = new EpropGradient(new BrunoGradient()).Routes };
            builder.AddLinear(Neurons, new double[Inputs * Neurons], null);
            builder.AddDevices(
                "felif", [new Felif<Float32>(new())], new FelifSetup().Options(new EpropGradient(new BrunoGradient())));
            using Network<Float32> network = builder.Build(new(steps, Batch), TimePlan.Online(steps, 4));
            return plan.Memory.Bytes;
        }

        Assert.Equal(Bytes(10), Bytes(100_000));
    }

    /// <summary>A LIF neuron answers a step late: what lies below it would get no learning signal.</summary>
    [Fact]
    public void NetworksWithoutALearningSignalAreRefused()
    {
        BrunoException refusal = Assert.Throws<BrunoException>(() => Gradients(
            (builder, method) =>
            {
                builder.AddLinear(Neurons, new double[Inputs * Neurons], null);
                builder.AddDevices("felif", [new Felif<Float64>(new())], new FelifSetup().Options(method));
                builder.AddLinear(Outputs, new double[Neurons * Outputs], null);
                builder.AddLif(0.8, 0.7, 1, SurrogateKind.Superspike, 10, null);
            },
            new EpropGradient(new BrunoGradient()),
            LossKind.SpikeCount,
            4));
        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
        Assert.Contains("3.lif", refusal.Message, StringComparison.Ordinal);
    }

    private void AssertAgrees(
        LinearisationKind linearisation, LossKind loss, Action<NetworkBuilder<Float64>, IGradientMethod> build,
        Func<string, bool>? judged = null)
    {
        IGradientMethod adjoints = linearisation switch
        {
            LinearisationKind.Bruno => new BrunoGradient(),
            LinearisationKind.Pass => new BrunoGradient { PassClip = true },
            _ => new ExactGradient { Literal = linearisation == LinearisationKind.ExactLiteral },
        };
        Dictionary<string, double[]> expected = Gradients(build, adjoints, loss, Steps);
        Dictionary<string, double[]> actual = Gradients(build, new EpropGradient(adjoints), loss, 4);
        foreach ((string name, double[] gradient) in expected.Where(g => judged?.Invoke(g.Key) ?? true))
        {
            Assert.Contains(gradient, g => g != 0);
            Near.RelativeToMaximum(gradient, actual[name], 1e-9);
        }
    }

    private Dictionary<string, double[]> Gradients(
        Action<NetworkBuilder<Float64>, IGradientMethod> build, IGradientMethod method, LossKind kind, int window)
    {
        NetworkBuilder<Float64> builder = new(Device, Inputs) { Routes = method.Routes };
        build(builder, method);
        SequenceExtent extent = new(Steps, Batch);
        TimePlan plan = method.Routes.IsOnline ? TimePlan.Online(Steps, window) : new TimePlan(Steps, window, []);
        using Network<Float64> network = builder.Build(extent, plan);
        RandomArrays random = new(6);
        using DeviceBuffer<Float64> input = Buffer<Float64>(random.Vector(Steps * Batch * Inputs, 0, 1.5));
        using DeviceBuffer<Float64> wanted = Buffer<Float64>(random.Vector(Steps * Batch * Outputs, 0, 1));
        using DeviceBuffer<Float64> losses = Buffer<Float64>(new double[Batch]);
        using DeviceBuffer<int> labels = Device.Memory.Allocate<int>([0, 1, 2], MemoryPurpose.Data);
        using DeviceBuffer<int> lengths = Device.Memory.Allocate<int>([Steps, Steps - 6, Steps - 1], MemoryPurpose.Data);
        using DeviceBuffer<int> hits = Device.Memory.Allocate<int>(Batch, MemoryPurpose.Scratch);
        using DeviceBuffer<int> trials = Device.Memory.Allocate<int>(Batch, MemoryPurpose.Scratch);
        using DeviceBuffer<int> samples = Device.Memory.Allocate<int>([0, 1, 2], MemoryPurpose.Data);
        using ILoss<Float64> loss = kind == LossKind.Sequence
            ? new SequenceLoss<Float64>(Device, Outputs, 2)
            : new SpikeCountLoss<Float64>(Device, Batch, Outputs);
        new LossPass<Float64>(network, loss).Train(
            new Signal<Float64>(input.View),
            new LossTargets<Float64>(labels.View, wanted.View, lengths.View),
            new SampleScores<Float64>(samples.View, losses.View, hits.View, trials.View),
            extent);
        double[] gradients = network.Parameters.ExportGradients();
        return network.Parameters.Parameters.ToDictionary(p => p.Name, p => gradients[p.Offset..(p.Offset + p.Length)]);
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class EpropCpuTests(CpuBackend backend) : EpropTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class EpropCudaTests(CudaBackend backend) : EpropTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class EpropOpenClTests(OpenClBackend backend) : EpropTests(backend);
