using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>
/// What the gradient methods owe each other, and the oracle: those that follow every micro-step agree; those that cut or drop
/// ways back through time are the full gradient where nothing is cut, and elsewhere what the oracle derives for them.
/// </summary>
public abstract class GradientIdentityTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 14, Batch = 3, Inputs = 3;

    private static readonly int[] Lengths = [14, 9, 12];

    private static readonly double[][][] Input = new RandomArrays(70).Cube(Steps, Batch, Inputs, 0, 3);

    /// <summary>5 us: with much longer micro-steps the explicit loop is unstable at these currents and amplifies any rounding.</summary>
    private static readonly FelifSetup Felif = new() { MicroSteps = 200 };

    /// <summary>A tenth of the charge to switch: single spikes suffice, at a current below the coarse step's bound.</summary>
    private static readonly FelifSetup Quick = Felif with { CurrentUnit = 2.5e-9, Devices = [new() { SaturationPolarization = 0.02 }] };

    public static TheoryData<string, LayerTiming> StacksAndTimings => new()
    {
        { "dense", LayerTiming.Aligned },
        { "dense", LayerTiming.Pipelined },
        { "recurrent", LayerTiming.Aligned },
        { "recurrent", LayerTiming.Pipelined },
        { "neurons", LayerTiming.Aligned },
        { "neurons", LayerTiming.Pipelined },
    };

    [Theory]
    [MemberData(nameof(StacksAndTimings))]
    public void BpttCheckpointedAndExactLiteralAgree(string stack, LayerTiming timing)
    {
        // 200 micro-steps by 53 (the square root of 200 * 14, rounded up) leave a checkpoint with fewer than the others.
        TwinResult bptt = Product(stack, timing, new BpttGradient());
        bptt.AssertSomethingReachesAll();
        AssertNear(bptt, Product(stack, timing, new CheckpointedGradient()), 1e-12);
        AssertNear(bptt, Product(stack, timing, new CheckpointedGradient { Placement = CheckpointPlacement.Sqrt }), 1e-12);
        AssertNear(bptt, Product(stack, timing, new ExactGradient { Literal = true }), 1e-9);
        bptt.AssertAgrees(Twin(stack, timing, new BpttGradient()).Oracle(Input, Loss(stack)), 1e-9, 1e-11, 1e-9);
    }

    /// <summary>The identities would be empty if all methods were one.</summary>
    [Fact]
    public void MethodsDiffer()
    {
        IGradientMethod[] methods =
        [
            new BrunoGradient(), new BrunoGradient { PassClip = true }, new ExactGradient(), new BpttGradient(),
            new TruncatedGradient(new BrunoGradient(), 4), new SlttGradient(new BrunoGradient()), new SlttGradient(new ExactGradient()),
            new SlttGradient(new BrunoGradient(), 3), new CoarseGradient(),
        ];
        double[][] gradients = [.. methods.Select(method => Product("neurons", LayerTiming.Aligned, method).Gradients["0.linear.weights"])];
        for (int i = 0; i < methods.Length; ++i)
        {
            for (int j = 0; j < i; ++j)
                Assert.True(Near.RelativeError([gradients[i]], [gradients[j]]) > 1e-6, $"{methods[i].Name} is {methods[j].Name}");
        }
    }

    [Theory]
    [MemberData(nameof(StacksAndTimings))]
    public void ALongTruncationIsTheFullGradient(string stack, LayerTiming timing)
    {
        foreach (IGradientMethod method in new IGradientMethod[] { new BrunoGradient(), new CheckpointedGradient() })
        {
            TwinResult full = Product(stack, timing, method);
            foreach (int length in new[] { Steps, 1000 })
                full.AssertSame(Product(stack, timing, new TruncatedGradient(method, length)), $"{method.Name}, {length} steps");
        }
    }

    [Theory]
    [MemberData(nameof(StacksAndTimings))]
    public void ATruncatedGradientIsThatOfItsStretches(string stack, LayerTiming timing)
    {
        // Pipelined, it takes as many steps as there are layers to get through the stack.
        int[] lengths = timing == LayerTiming.Aligned ? [1, 3, 5] : [3, 8];
        foreach (int length in lengths)
        {
            bool reachesAll = length > (timing == LayerTiming.Aligned ? 3 : 5) && (timing, stack) != (LayerTiming.Pipelined, "neurons");
            AssertAgrees(stack, timing, new TruncatedGradient(new BrunoGradient { OnBound = 0.5 }, length), reachesAll);
            if (length == lengths[^1])
                AssertAgrees(stack, timing, new TruncatedGradient(new ExactGradient(), length), reachesAll);
        }
    }

    [Theory]
    [MemberData(nameof(StacksAndTimings))]
    public void SlttFollowsNoStateThroughTime(string stack, LayerTiming timing)
    {
        AssertAgrees(stack, timing, new SlttGradient(new BrunoGradient { OnBound = 0.5 }), reachesAll: false);
        AssertAgrees(stack, timing, new SlttGradient(new BrunoGradient { PassClip = true }), reachesAll: true);
        AssertAgrees(stack, timing, new SlttGradient(new ExactGradient()), reachesAll: true);
    }

    /// <summary>With stretches of one step nothing is carried, and between dense layers a device answers within its step.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OfOneLayerOfDevicesStretchesOfOneStepAreSltt(bool exact)
    {
        IGradientMethod method = exact ? new ExactGradient() : new BrunoGradient();
        TwinResult Run(IGradientMethod ways) => new TwinNetwork<Float64>(Device, Inputs, method: ways)
            .Linear(5, -0.5, 2, bias: true).Felif(Felif).Linear(2, -1, 1, bias: true).Product(Input, Loss(LossKind.Sequence, 2));
        TwinResult sltt = Run(new SlttGradient(method));
        sltt.AssertSomethingReachesAll();
        sltt.AssertSame(Run(new TruncatedGradient(method, 1)), "stretches of one step");
    }

    [Theory]
    [MemberData(nameof(StacksAndTimings))]
    public void SlttAtAsManyStepsAsThereAreIsSltt(string stack, LayerTiming timing)
    {
        IGradientMethod method = new BrunoGradient { PassClip = true };
        TwinResult sltt = Product(stack, timing, new SlttGradient(method));
        sltt.AssertSomethingReachesAll();
        foreach (int chosen in new[] { Steps, 1000 })
            sltt.AssertSame(Product(stack, timing, new SlttGradient(method, chosen)), $"{chosen} steps");
    }

    private TwinResult Product(string stack, LayerTiming timing, IGradientMethod method) =>
        Twin(stack, timing, method).Product(Input, Loss(stack));

    private void AssertAgrees(string stack, LayerTiming timing, IGradientMethod method, bool reachesAll)
    {
        TwinNetwork<Float64> twin = Twin(stack, timing, method);
        TwinResult oracle = twin.Oracle(Input, Loss(stack)), actual = twin.Product(Input, Loss(stack));
        if (reachesAll)
            oracle.AssertSomethingReachesAll();
        Near.Absolute([oracle.Output], [actual.Output], 1e-9);
        Assert.Equal(oracle.Loss, actual.Loss, 1e-11);
        Assert.Contains(oracle.Gradients.Values, gradient => gradient.Any(g => g != 0));
        AssertNear(oracle, actual, 1e-9);
    }

    private static void AssertNear(TwinResult expected, TwinResult actual, double tolerance)
    {
        Assert.Equal(expected.Gradients.Keys.Order(), actual.Gradients.Keys.Order());
        foreach ((string name, double[] gradient) in expected.Gradients)
        {
            double error = Near.RelativeError([gradient], [actual.Gradients[name]]);
            Assert.True(error <= tolerance, $"gradient of {name} is {error:E2} off");
        }
    }

    private TwinNetwork<Float64> Twin(string stack, LayerTiming timing, IGradientMethod method)
    {
        TwinNetwork<Float64> twin = new(Device, Inputs, timing, method: method);
        return stack switch
        {
            "dense" => twin.Encoder(2).Lif(threshold: 0.3).Linear(4, -0.5, 3, bias: true).Felif(Felif),
            "recurrent" => twin.Linear(4, -0.5, 3, bias: true).Felif(Felif).Linear(5, -2, 9, bias: true).Lif(recurrence: 1.5),
            _ => twin.Linear(4, 0, 9, bias: true).Lif().Felif(Quick).Felif(Quick).Lif(recurrence: 2, threshold: 0.1).Linear(3, -1, 1, bias: true),
        };
    }

    private static LossSetup Loss(string stack) => stack switch
    {
        "dense" => Loss(LossKind.FirstSpike, 4),
        "recurrent" => Loss(LossKind.SpikeCount, 5),
        _ => Loss(LossKind.Sequence, 3),
    };

    private static LossSetup Loss(LossKind kind, int outputs) => kind == LossKind.Sequence
        ? new(kind, Lengths) { Targets = new RandomArrays(41).Cube(Steps, Batch, outputs, 0, 1), Warmup = 1 }
        : new(kind, Lengths) { Labels = [0, outputs - 1, 1] };
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class GradientIdentityCpuTests(CpuBackend backend) : GradientIdentityTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class GradientIdentityCudaTests(CudaBackend backend) : GradientIdentityTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class GradientIdentityOpenClTests(OpenClBackend backend) : GradientIdentityTests(backend);
