using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;
using ILGPU;
using ILGPU.Runtime;

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
    private static readonly (int Window, int Segment, int Inner)[] Few = [(2, 5, 0), (3, 7, 3), (1, 0, 0)];

    private static readonly (int Window, int Segment, int Inner)[] Many =
    [
        (2, 0, 0), (3, 0, 0), (5, 0, 0), (Steps, 0, 0), (Steps + 9, 0, 0), (1, 1, 0), (1, 4, 0), (4, 6, 0),
        (5, 12, 0), (2, Steps, 0), (3, 50, 0), (2, 8, 3), (4, 7, 5), (2, 9, 1), (2, 4, 6), (2, 15, 14), (4, 16, 0),
    ];

    public static TheoryData<string, string, LayerTiming, LossKind> MethodsAndStacks
    {
        get
        {
            TheoryData<string, string, LayerTiming, LossKind> data = [];
            foreach ((int number, string method) in GradientMethods.Names.Index())
            {
                // Every method meets both timings and every loss.
                bool isOdd = number % 2 != 0;
                LayerTiming timing = isOdd ? LayerTiming.Pipelined : LayerTiming.Aligned, other = isOdd ? LayerTiming.Aligned : LayerTiming.Pipelined;
                data.Add(method, "encoder first", timing, LossKind.SpikeCount);
                data.Add(method, "device first", timing, LossKind.FirstSpike);
                data.Add(method, "neurons after neurons", other, LossKind.Sequence);
                data.Add(method, "neurons after neurons", timing, isOdd ? LossKind.StepClass : LossKind.SquaredError);
                data.Add(method, "neurons after neurons", other, method.StartsWith("sltt-k", StringComparison.Ordinal) ? LossKind.EachStep : (LossKind)((int)LossKind.MaxOverTime + number % 3));
            }

            return data;
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 15)];

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
    [InlineData("bruno", "neurons after neurons", LossKind.StepClass)]
    [InlineData("exact", "encoder first", LossKind.SquaredError)]
    [InlineData("bruno", "neurons after neurons", LossKind.MaxOverTime)]
    [InlineData("exact", "neurons after neurons", LossKind.MeanOverTime)]
    [InlineData("truncated 3", "encoder first", LossKind.EachStep)]
    public void AnyCut(string method, string stack, LossKind loss) =>
        AssertSame<Float64>(GradientMethods.Of(method), stack, LayerTiming.Pipelined, loss, Many);

    [Theory]
    [InlineData("bruno", "encoder first", LossKind.FirstSpike)]
    [InlineData("exact", "device first", LossKind.Sequence)]
    [InlineData("bptt", "encoder first", LossKind.SpikeCount)]
    [InlineData("sltt", "neurons after neurons", LossKind.Sequence)]
    [InlineData("bruno", "neurons after neurons", LossKind.StepClass)]
    [InlineData("bptt", "device first", LossKind.SquaredError)]
    [InlineData("bruno", "neurons after neurons", LossKind.MaxOverTime)]
    [InlineData("bruno", "neurons after neurons", LossKind.MeanOverTime)]
    [InlineData("bruno", "neurons after neurons", LossKind.EachStep)]
    public void AnyCutInFloat(string method, string stack, LossKind loss)
    {
        foreach (LayerTiming timing in Enum.GetValues<LayerTiming>())
            AssertSame<Float32>(GradientMethods.Of(method), stack, timing, loss, Few);
    }

    /// <summary>Stacks, cuts, lengths and methods as they fall.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnythingAtRandom(int seed)
    {
        Random random = new(seed);
        string[] names = [.. GradientMethods.Names];
        IGradientMethod method = GradientMethods.Of(names[random.Next(names.Length)]);
        LayerTiming timing = (LayerTiming)random.Next(2);
        TwinNetwork<Float64> twin = new(Device, Inputs, timing, seed, method);
        FelifSetup felif = new() { MicroSteps = random.Next(1, 25) };
        if (random.Next(3) == 0)
            twin.Encoder(random.Next(1, 3));
        for (int layers = random.Next(1, 5); layers > 0; --layers)
        {
            _ = random.Next(4) switch
            {
                0 => twin.Linear(random.Next(1, 6), -1, 5, bias: random.Next(2) == 0),
                1 => twin.Lif(random.Next(2), threshold: 0.2),
                2 => twin.Felif(felif with { CurrentUnit = 2.5e-9, Devices = [new() { SaturationPolarization = 0.02 }] }),
                _ => twin.Felif(felif with { Devices = FelifSetup.Varied(twin.Builder.Units, seed) }),
            };
        }

        twin.Linear(2, -1, 1, bias: true);
        int steps = random.Next(1, 20), batch = random.Next(1, 4);
        int[] lengths = [.. Enumerable.Range(0, batch).Select(_ => random.Next(1, steps + 1))];
        LossSetup loss = random.Next(2) == 0
            ? new(LossKind.Sequence, lengths) { Targets = new RandomArrays(seed).Cube(steps, batch, 2, 0, 1) }
            : new(LossKind.SpikeCount, lengths) { Labels = [.. lengths.Select(length => length % 2)] };
        double[][][] input = new RandomArrays(seed).Cube(steps, batch, Inputs, -1, 4);
        TwinResult whole = twin.Product(input, loss);
        Assert.Contains(whole.Gradients.Values, gradient => gradient.Any(g => g != 0));
        for (int cut = 0; cut < 3; ++cut)
        {
            SequenceExtent roomy = new(steps + random.Next(9), batch + random.Next(3));
            int[] segments = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(1, roomy.Steps + 2)).OrderDescending()];
            int window = random.Next(1, roomy.Steps + 1);
            whole.AssertSame(
                twin.Product(input, loss, roomy, new TimePlan(roomy.Steps, window, segments, method.Routes.ForgetEvery)),
                $"{method.Name}, {timing}, {string.Join(' ', whole.Gradients.Keys)}, {steps} steps of {roomy}, window {window}, segments {string.Join(' ', segments)}");
        }
    }

    /// <summary>A loss that reads states instead of spikes has its derivatives with respect to all steps, of which a window takes its part.</summary>
    [Theory]
    [InlineData("bruno")]
    [InlineData("bptt")]
    [InlineData("sltt exact")]
    public void LossesOfStates(string method)
    {
        double[] ofStates = new RandomArrays(44).Vector(3 * Steps * Batch * 4, -1, 1);
        NetworkBuilder<Float64> builder = new(Device, Inputs) { Routes = GradientMethods.Of(method).Routes };
        builder.AddLinear(4, new RandomArrays(45).Vector(12, 0, 2), null);
        builder.AddLif(0.8, 0.7, 0.5, SurrogateKind.Superspike, 10, new RandomArrays(46).Vector(16, -1, 1));
        builder.AddLinear(4, new RandomArrays(47).Vector(16, 0, 2), null);
        builder.AddDevices("felif", [new Felif<Float64>(new())], new FelifSetup { MicroSteps = 30 }.Options(GradientMethods.Of(method)));
        using DeviceBuffer<Float64> input = Buffer<Float64>(Flat.Of(Input)), adjoints = Buffer<Float64>(ofStates);
        ArrayView<Float64> Part(int index) => adjoints.View.SubView(index * Steps * Batch * 4, Steps * Batch * 4);
        SequenceExtent extent = new(Steps, Batch);

        double[] Gradients(TimePlan plan)
        {
            using Network<Float64> network = builder.Build(extent, plan);
            DeviceLayer<Float64, Felif<Float64>, DeviceState<Float64>, Matrix2<Float64>> devices = (DeviceLayer<Float64, Felif<Float64>, DeviceState<Float64>, Matrix2<Float64>>)network.Layers[3];
            devices.StateAdjoints = new(Part(0), Part(1));
            ((NeuronLayer<Float64, Lif<Float64>>)network.Layers[1]).PotentialAdjoint = Part(2);
            network.Forward(new Signal<Float64>(input.View), extent);
            network.Backward(new Signal<Float64>(input.View), extent, _ => network.OutputAdjoint.MemSetToZero(Device.Accelerator.DefaultStream));
            int lanes = Batch * 4;
            return
            [
                .. network.Parameters.ExportGradients(),
                .. Read(devices.StartAdjoints.Potential, lanes), .. Read(devices.StartAdjoints.Internal, lanes),
            ];
        }

        double[] whole = Gradients(TimePlan.Whole(Steps));
        Assert.Contains(whole[..12], g => g != 0);
        Assert.Equal(whole, Gradients(new TimePlan(Steps, 4, [])));
        Assert.Equal(whole, Gradients(new TimePlan(Steps, 2, [5])));
        Assert.Equal(whole, Gradients(new TimePlan(Steps, 1, [6, 4])));
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

    private static LossSetup Loss(LossKind kind, int outputs) => kind switch
    {
        LossKind.Sequence or LossKind.SquaredError => new(kind, Lengths) { Targets = new RandomArrays(41).Cube(Steps, Batch, outputs, 0, 1), Warmup = 2 },
        LossKind.StepClass => new(kind, Lengths) { Targets = Classes(outputs), Warmup = 2 },
        LossKind.MaxOverTime or LossKind.MeanOverTime or LossKind.EachStep =>
            new(kind, Lengths) { Labels = [0, outputs - 1, 1], Warmup = 2, Scale = 1.5, Smoothing = 0.1 },
        _ => new(kind, Lengths) { Labels = [0, outputs - 1, 1] },
    };

    /// <summary>A class a step, but for every fourth, which has none.</summary>
    private static double[][][] Classes(int outputs) =>
        [.. Enumerable.Range(0, Steps).Select(t => Enumerable.Range(0, Batch).Select(b =>
            Enumerable.Range(0, outputs).Select(i => t % 4 != 3 && i == (t + b) % outputs ? 1.0 : 0).ToArray()).ToArray())];
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class CutTimeCpuTests(CpuBackend backend) : CutTimeTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class CutTimeCudaTests(CudaBackend backend) : CutTimeTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class CutTimeOpenClTests(OpenClBackend backend) : CutTimeTests(backend);
