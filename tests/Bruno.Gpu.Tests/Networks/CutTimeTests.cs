using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>
/// However time is cut, a pass gives the same bits: outputs, scores and the gradient of every parameter, for every method,
/// every order of layers, both timings, every loss and both precisions. The uncut network is built for exactly what the
/// input takes; the cut ones are built for more, and have run all of it before.
/// </summary>
public abstract class CutTimeTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 13, Batch = 3, Inputs = 3;

    private static readonly int[] Lengths = [13, 6, 10];

    private static readonly double[][][] Input = new RandomArrays(40).Cube(Steps, Batch, Inputs, 0, 3);

    /// <summary>Window, segment and the segment inside it; 0 where there is none. Few, because every method goes through them.</summary>
    private static readonly (int Window, int Segment, int Inner)[] Few = [(3, 5, 0), (2, 7, 3), (1, 0, 0)];

    private static readonly (int Window, int Segment, int Inner)[] Many =
    [
        (2, 0, 0), (3, 0, 0), (5, 0, 0), (Steps, 0, 0), (Steps + 9, 0, 0), (1, 1, 0), (1, 4, 0), (4, 6, 0),
        (5, 12, 0), (2, Steps, 0), (3, 50, 0), (2, 8, 3), (4, 7, 5), (2, 9, 1), (2, 4, 6),
    ];

    public static TheoryData<string, string, LayerTiming, LossKind> MethodsAndStacks
    {
        get
        {
            TheoryData<string, string, LayerTiming, LossKind> data = [];
            foreach (string method in GradientMethods.Names)
            {
                // Every method meets both timings and every loss.
                bool isOdd = data.Count % 2 != 0;
                LayerTiming timing = isOdd ? LayerTiming.Pipelined : LayerTiming.Aligned, other = isOdd ? LayerTiming.Aligned : LayerTiming.Pipelined;
                data.Add(method, "encoder first", timing, LossKind.SpikeCount);
                data.Add(method, "device first", timing, LossKind.FirstSpike);
                data.Add(method, "neurons after neurons", other, LossKind.Sequence);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(MethodsAndStacks))]
    public void AnyMethodOnAnyStack(string method, string stack, LayerTiming timing, LossKind loss) =>
        AssertSame<Float64>(GradientMethods.Of(method), stack, timing, loss, Few);

    [Theory]
    [InlineData("bruno", "encoder first", LossKind.Sequence)]
    [InlineData("bruno", "device first", LossKind.SpikeCount)]
    [InlineData("checkpointed sqrt", "neurons after neurons", LossKind.SpikeCount)]
    [InlineData("truncated 3", "encoder first", LossKind.FirstSpike)]
    [InlineData("truncated 4 exact", "neurons after neurons", LossKind.Sequence)]
    [InlineData("sltt-k 2", "neurons after neurons", LossKind.Sequence)]
    public void AnyCut(string method, string stack, LossKind loss) =>
        AssertSame<Float64>(GradientMethods.Of(method), stack, LayerTiming.Pipelined, loss, Many);

    [Theory]
    [InlineData("bruno", "encoder first", LossKind.FirstSpike)]
    [InlineData("exact", "device first", LossKind.Sequence)]
    [InlineData("bptt", "encoder first", LossKind.SpikeCount)]
    [InlineData("sltt", "neurons after neurons", LossKind.Sequence)]
    public void AnyCutInFloat(string method, string stack, LossKind loss)
    {
        foreach (LayerTiming timing in Enum.GetValues<LayerTiming>())
            AssertSame<Float32>(GradientMethods.Of(method), stack, timing, loss, Few);
    }

    /// <summary>Layers wider than a vector of the host's products, and more rows than one of its blocks.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public void WideLayers(int window)
    {
        double[][][] input = new RandomArrays(42).Cube(45, 7, 19, -1, 2);
        LossSetup loss = new(LossKind.Sequence, [45, 45, 3, 7, 20, 44, 1]) { Targets = new RandomArrays(43).Cube(45, 7, 21, 0, 1) };
        TwinNetwork<Float32> twin = new(Device, 19);
        twin.Linear(37, -1, 1.5, bias: true).Lif(recurrence: 0.3).Linear(21, -0.5, 0.5, bias: true);
        TwinResult whole = twin.Product(input, loss);
        whole.AssertSomethingReachesAll();
        whole.AssertSame(twin.Product(input, loss, plan: new TimePlan(45, window, [])), "windows");
        whole.AssertSame(twin.Product(input, loss, plan: new TimePlan(45, window, [16])), "segments");
    }

    private void AssertSame<T>(
        IGradientMethod method, string stack, LayerTiming timing, LossKind kind, (int Window, int Segment, int Inner)[] cuts)
        where T : unmanaged, IReal<T>
    {
        TwinNetwork<T> twin = Stack<T>(stack, timing, method);
        LossSetup loss = Loss(kind, twin.Builder.Units);
        TwinResult whole = twin.Product(Input, loss);
        if (method.Routes == TemporalRoutes.All && method is not CoarseGradient)
            whole.AssertSomethingReachesAll();
        else
            Assert.Contains(whole.Gradients.Values, gradient => gradient.Any(g => g != 0));
        SequenceExtent roomy = new(Steps + 4, Batch + 1);
        foreach ((int window, int segment, int inner) in cuts)
        {
            int[] segments = [.. new[] { segment, inner }.Where(length => length > 0)];
            TimePlan plan = new(roomy.Steps, window, segments, method.Routes.ForgetEvery);
            whole.AssertSame(twin.Product(Input, loss, roomy, plan), $"{timing}, {kind}, window {window}, segments {segment}, {inner}");
        }
    }

    private TwinNetwork<T> Stack<T>(string stack, LayerTiming timing, IGradientMethod method)
        where T : unmanaged, IReal<T>
    {
        TwinNetwork<T> twin = new(Device, Inputs, timing, method: method);
        FelifSetup felif = new() { MicroSteps = 30 };

        // A tenth of the charge to switch, so that single spikes of a current below the coarse step's bound suffice.
        FelifSetup quick = felif with { CurrentUnit = 2.5e-9, Devices = [new() { SaturationPolarization = 0.02 }] };
        return stack switch
        {
            "encoder first" => twin.Encoder(2).Linear(5, -1, 4, bias: true).Lif().Linear(4, -0.5, 3, bias: false)
                .Felif(felif with { Devices = FelifSetup.Varied(4, 2) }),
            "device first" => twin.Felif(felif).Linear(4, -1, 9, bias: true).Lif(recurrence: 1.5).Linear(3, 0, 2, bias: true).Felif(felif),
            _ => twin.Linear(4, 0, 9, bias: true).Lif().Felif(quick).Felif(quick).Lif(recurrence: 2, threshold: 0.1).Linear(3, -1, 1, bias: true),
        };
    }

    private static LossSetup Loss(LossKind kind, int outputs) => kind == LossKind.Sequence
        ? new(kind, Lengths) { Targets = new RandomArrays(41).Cube(Steps, Batch, outputs, 0, 1), Warmup = 2 }
        : new(kind, Lengths) { Labels = [0, outputs - 1, 1] };
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class CutTimeCpuTests(CpuBackend backend) : CutTimeTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class CutTimeCudaTests(CudaBackend backend) : CutTimeTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class CutTimeOpenClTests(OpenClBackend backend) : CutTimeTests(backend);
