using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;
using Bruno.Gpu.Tests.Synapses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>
/// Neurons of every kind, and recurrent devices, in networks against the oracle: output, loss and the gradient of every parameter, among
/// them coefficients, whose derivatives the oracle takes as differences.
/// </summary>
public abstract class NeuronKindsTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 14, Batch = 3, Inputs = 3;

    private static readonly int[] Lengths = [14, 9, 12];

    private static readonly double[][][] Input = new RandomArrays(40).Cube(Steps, Batch, Inputs, 0, 2);

    public static TheoryData<string, double> KindsAndRecurrence
    {
        get
        {
            TheoryData<string, double> data = [];
            foreach (string kind in NeuronSetup.Kinds)
            {
                data.Add(kind, 0);
                if (kind != "leaky")
                    data.Add(kind, 0.8);
            }

            return data;
        }
    }

    public static TheoryData<string> Methods => [.. GradientMethods.Names];

    public static TheoryData<string> UncutMethods =>
        ["bruno", "pass", "exact", "bptt", "checkpointed outer", "checkpointed sqrt", "sltt", "sltt exact"];

    [Theory]
    [MemberData(nameof(KindsAndRecurrence))]
    public void NeuronsAreThoseOfTheOracle(string kind, double recurrence) => AssertAgrees(
        () => new TwinNetwork<Float64>(Device, Inputs).Linear(6, -0.5, 1.6, bias: true).Neurons(new(kind), recurrence).Linear(4, -1, 1, bias: true));

    [Theory]
    [MemberData(nameof(KindsAndRecurrence))]
    public void NeuronsAfterNeuronsAreThoseOfTheOracle(string kind, double recurrence) => AssertAgrees(
        () => new TwinNetwork<Float64>(Device, Inputs, LayerTiming.Pipelined)
            .Linear(9, 0, 9, bias: true).Lif(recurrence: 0.5, threshold: 0.3).Neurons(new(kind), recurrence).Felif(new() { CurrentUnit = 2e-9 })
            .Linear(4, -1, 1, bias: true));

    /// <summary>More neurons than a block or a vector holds, and a number that no vector fits.</summary>
    [Theory]
    [InlineData("adaptive_lif")]
    [InlineData("adaptive_lif_zero")]
    [InlineData("normalised_felif")]
    public void WideLayersAreThoseOfTheOracle(string kind) => AssertAgrees(
        () => new TwinNetwork<Float64>(Device, Inputs).Linear(71, -0.5, 1.6, bias: true).Neurons(new(kind), 0.1).Linear(4, -1, 1, bias: true));

    [Theory]
    [InlineData("adaptive_lif")]
    [InlineData("adaptive_lif_zero")]
    [InlineData("snu")]
    public void SpatialRoutesAreThoseOfTheOracle(string kind) => AssertAgrees(
        () => new TwinNetwork<Float64>(Device, Inputs, method: new SlttGradient(new BrunoGradient()))
            .Linear(6, -0.5, 1.6, bias: true).Neurons(new(kind), 0.8).Linear(4, -1, 1, bias: true));

    [Theory]
    [MemberData(nameof(UncutMethods))]
    public void RecurrentDevicesAreThoseOfTheOracle(string method) => AssertAgrees(
        () => new TwinNetwork<Float64>(Device, Inputs, method: GradientMethods.Of(method))
            .Linear(6, -0.3, 2, bias: true).RecurrentFelif(new() { MicroSteps = 200 }, 1.5).Linear(4, -1, 1, bias: true));

    /// <summary>Recurrent weights of zero leave devices alone, for every method to the last bit.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void DevicesOfNoRecurrenceAreThoseWithout(string method)
    {
        TwinNetwork<Float32> Twin() => new TwinNetwork<Float32>(Device, Inputs, method: GradientMethods.Of(method)).Linear(6, -0.3, 2, bias: true);
        FelifSetup felif = new() { MicroSteps = 50 };
        TwinResult with = Twin().RecurrentFelif(felif, 0).Linear(4, -1, 1, bias: true).Product(Input, Loss);
        TwinResult without = Twin().Felif(felif).Linear(4, -1, 1, bias: true).Product(Input, Loss);
        Assert.Equal(without.Output, with.Output);
        Assert.Contains(with.Gradients["1.felif.recurrent"], value => value != 0);
        foreach ((string name, double[] expected) in without.Gradients)
            Assert.Equal(expected, with.Gradients[name]);
    }

    /// <summary>Synapses among devices that are devices themselves, some of which differ from step to step.</summary>
    [Theory]
    [InlineData("nearest")]
    [InlineData("element")]
    [InlineData("step")]
    [InlineData("all, step")]
    [InlineData("read noise")]
    public void RecurrentSynapsesOfDevicesAreThoseOfTheOracle(string name) => AssertAgrees(
        () => new TwinNetwork<Float64>(Device, Inputs, method: new BrunoGradient { OnBound = 0.5 }, runSeed: 5)
            .Linear(6, -0.3, 2, bias: true).RecurrentFelif(new() { MicroSteps = 200 }, 1.5, SynapseSetups.Of(name)).Linear(4, -1, 1, bias: true)
            .Train(3));

    /// <summary>However time is cut, the same bits.</summary>
    [Theory]
    [MemberData(nameof(KindsAndRecurrence))]
    public void CutsInTimeChangeNothing(string kind, double recurrence) => AssertSameHoweverCut(
        () => new TwinNetwork<Float32>(Device, Inputs).Linear(6, -0.5, 1.6, bias: true).Neurons(new(kind), recurrence).Linear(4, -1, 1, bias: true));

    [Theory]
    [MemberData(nameof(Methods))]
    public void CutsInTimeChangeNothingOfRecurrentDevices(string method)
    {
        IGradientMethod gradient = GradientMethods.Of(method);
        AssertSameHoweverCut(() => new TwinNetwork<Float32>(Device, Inputs, method: gradient)
            .Linear(6, -0.3, 2, bias: true).RecurrentFelif(new() { MicroSteps = 50 }, 1.5).Linear(4, -1, 1, bias: true));
    }

    [Fact]
    public void PlannedBytesAreAllocated()
    {
        foreach (string kind in NeuronSetup.Kinds)
        {
            SequenceExtent extent = new(Steps, Batch);
            Gpu.Accelerators.ComputeDevice plan = Device.Plan();
            TwinNetwork<Float32> Twin(Gpu.Accelerators.ComputeDevice device) =>
                new TwinNetwork<Float32>(device, Inputs).Linear(6, -1, 1, bias: true).Neurons(new(kind), kind == "leaky" ? 0 : 1).Linear(6, -1, 1, bias: true).RecurrentFelif(new(), 1);
            using Network<Float32> planned = Twin(plan).Builder.Build(extent);
            long before = Device.Memory.Bytes;
            using Network<Float32> built = Twin(Device).Builder.Build(extent);
            Assert.Equal(plan.Memory.Bytes, Device.Memory.Bytes - before);
        }
    }

    private static LossSetup Loss => new(LossKind.Sequence, Lengths)
    {
        Targets = [.. new RandomArrays(7).Cube(Steps, Batch, 4, 0, 1).Select(step => step.Select(row => row.Select(x => Math.Round(x)).ToArray()).ToArray())],
    };

    private static void AssertAgrees(Func<TwinNetwork<Float64>> build)
    {
        TwinNetwork<Float64> twin = build();
        TwinResult oracle = twin.Oracle(Input, Loss), product = twin.Product(Input, Loss);
        Near.Absolute([oracle.Output], [product.Output], 1e-9);
        Assert.Equal(oracle.Gradients.Keys.Order(), product.Gradients.Keys.Order());
        Assert.Contains(oracle.Gradients["0.linear.weights"], value => value != 0);
        foreach ((string name, double[] expected) in oracle.Gradients)
        {
            Near.RelativeToMaximum(expected, product.Gradients[name], 1e-7);
        }
    }

    private static void AssertSameHoweverCut(Func<TwinNetwork<Float32>> build)
    {
        TwinResult whole = build().Product(Input, Loss);
        foreach ((int window, int[] segments) in new (int, int[])[] { (5, []), (1, []), (2, [7]), (3, [8, 4]) })
        {
            TwinNetwork<Float32> twin = build();
            TwinResult cut = twin.Product(Input, Loss, plan: new TimePlan(Steps, window, segments, twin.Builder.Routes.ForgetEvery));
            Assert.Equal(whole.Output, cut.Output);
            foreach ((string name, double[] expected) in whole.Gradients)
                Assert.Equal(expected, cut.Gradients[name]);
        }
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class NeuronKindsCpuTests(CpuBackend backend) : NeuronKindsTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class NeuronKindsCudaTests(CudaBackend backend) : NeuronKindsTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class NeuronKindsOpenClTests(OpenClBackend backend) : NeuronKindsTests(backend);
