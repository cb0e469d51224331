using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>What a dropout leaves out, that it does so in training only, and that backwards it is the same as forwards.</summary>
public abstract class DropoutLayerTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 40, Batch = 5, Units = 30;
    private const double Rate = 0.3;

    /// <summary>A share of the units, others scaled: another share in another pass, step, element, unit, layer and run; the same however time is cut.</summary>
    [Fact]
    public void EachUnitIsLeftOutWithItsProbability()
    {
        double[] first = Output(1, 0, Steps);
        Assert.All(first, value => Assert.True(value == 0 || value == 1 / (1 - Rate)));
        int left = first.Count(value => value == 0);
        double deviation = Math.Sqrt(first.Length * Rate * (1 - Rate));
        Assert.InRange(left, Rate * first.Length - 5 * deviation, Rate * first.Length + 5 * deviation);
        foreach (int window in new[] { 1, 7 })
            Assert.Equal(first, Output(1, 0, window));
        double[][] others =
        [
            Output(1, 1, Steps), Output(2, 0, Steps), Output(1, 0, Steps, isBehind: true),
            [.. first[(Batch * Units)..], .. first[..(Batch * Units)]], [.. first[Units..], .. first[..Units]], [.. first[1..], first[0]],
        ];
        double agreeing = Rate * Rate + (1 - Rate) * (1 - Rate), spread = Math.Sqrt(first.Length * agreeing * (1 - agreeing));
        Assert.All(others, other => Assert.InRange(
            first.Zip(other).Count(pair => pair.First == pair.Second), agreeing * first.Length - 6 * spread, agreeing * first.Length + 6 * spread));
    }

    /// <summary>One mask a sequence, or one for two steps, as the micro-steps of an outer step have.</summary>
    [Theory]
    [InlineData(null, Steps)]
    [InlineData(2, 2)]
    public void AStretchHasOneMask(int? steps, int same)
    {
        double[] output = Output(1, 0, 7, steps: steps);
        const int Row = Batch * Units;
        for (int t = 0; t < Steps; ++t)
            Assert.Equal(output[(t / same * same * Row)..((t / same * same + 1) * Row)], output[(t * Row)..((t + 1) * Row)]);
        Assert.Equal(steps is null, output[..Row].SequenceEqual(output[(2 * Row)..(3 * Row)]));
    }

    /// <summary>In evaluation the network is the one without: the same bits, behind values and behind spikes, which stay spikes.</summary>
    [Theory]
    [InlineData(LayerTiming.Aligned)]
    [InlineData(LayerTiming.Pipelined)]
    public void EvaluationPassesEverythingThrough(LayerTiming timing)
    {
        double[][][] input = new RandomArrays(3).Cube(13, 3, 3, 0, 3);
        LossSetup loss = new(LossKind.Sequence, [13, 6, 10]) { Targets = new RandomArrays(4).Cube(13, 3, 3, 0, 1) };
        TwinNetwork<Float32> with = new(Device, 3, timing), without = new(Device, 3, timing);
        with.Evaluate(0, 0).Linear(5, -1, 5, bias: true).Lif(threshold: 0.2).Dropout(Rate).Linear(3, -1, 1, bias: true);
        without.Evaluate(0, 0).Linear(5, -1, 5, bias: true).Lif(threshold: 0.2).Linear(3, -1, 1, bias: true);
        TwinResult expected = without.Product(input, loss), actual = with.Product(input, loss);
        Assert.Equal(expected.Output, actual.Output);
        Assert.Equal(expected.Scores.Losses, actual.Scores.Losses);
        Assert.Equal(expected.Gradients.Values.SelectMany(g => g), actual.Gradients.Values.SelectMany(g => g));
        Assert.NotEqual(expected.Output, with.Train(0).Product(input, loss).Output);
    }

    /// <summary>Behind inputs, values, spikes and devices, in front of synapses and of neurons.</summary>
    [Theory]
    [InlineData(LayerTiming.Aligned, null)]
    [InlineData(LayerTiming.Aligned, 1)]
    [InlineData(LayerTiming.Pipelined, 1)]
    public void AsByTheOracle(LayerTiming timing, int? steps)
    {
        double[][][] input = new RandomArrays(3).Cube(13, 3, 3, 0, 3);
        LossSetup loss = new(LossKind.Sequence, [13, 6, 10]) { Targets = new RandomArrays(4).Cube(13, 3, 3, 0, 1), Warmup = 2 };
        TwinNetwork<Float64> twin = new(Device, 3, timing);
        twin.Train(3).Dropout(0.1, steps).Linear(12, -1, 5, bias: true).Dropout(Rate, steps).Lif(threshold: 0.2).Dropout(Rate, steps)
            .Linear(8, 0, 2, bias: true).Felif(new FelifSetup()).Dropout(0.2, steps).Linear(3, -1, 1, bias: true);
        TwinResult whole = twin.Product(input, loss);
        whole.AssertAgrees(twin.Oracle(input, loss), 1e-9, 1e-11, 1e-8);
        foreach ((int window, int[] segments) in new (int, int[])[] { (2, []), (1, [5]), (3, [7, 3]) })
            whole.AssertSame(twin.Product(input, loss, new(17, 4), new TimePlan(17, window, segments)), $"window {window}");
    }

    /// <summary>Eligibility traces go through a dropout in front of synapses: of one layer of neurons they are the gradient.</summary>
    [Fact]
    public void TracesGoThrough()
    {
        double[][][] input = new RandomArrays(3).Cube(13, 3, 3, 0, 3);
        LossSetup loss = new(LossKind.Sequence, [13, 6, 10]) { Targets = new RandomArrays(4).Cube(13, 3, 3, 0, 1) };
        TwinResult Of(IGradientMethod method) => new TwinNetwork<Float64>(Device, 3, method: method)
            .Train(2).Dropout(0.1).Linear(8, -1, 5, bias: true).Lif(threshold: 0.2).Dropout(Rate).Linear(3, -1, 1, bias: true)
            .Product(input, loss, plan: method.Routes.IsOnline ? TimePlan.Online(13, 4) : null);
        TwinResult expected = Of(new BrunoGradient()), actual = Of(new EpropGradient(new BrunoGradient()));
        foreach ((string name, double[] gradient) in expected.Gradients.Where(g => !g.Key.EndsWith("decays", StringComparison.Ordinal)))
            Near.RelativeToMaximum(gradient, actual.Gradients[name], 1e-9);
    }

    private double[] Output(ulong seed, long pass, int window, int? steps = 1, bool isBehind = false)
    {
        PassDraws draws = new(seed);
        draws.Train(pass);
        NetworkBuilder<Float64> builder = new(Device, Units) { Draws = draws };
        if (isBehind)
            builder.AddDropout(0);
        builder.AddDropout(Rate, steps);
        using Network<Float64> network = builder.Build(new(Steps, Batch), new TimePlan(Steps, window, []));
        using DeviceBuffer<Float64> ones = Buffer<Float64>([.. Enumerable.Repeat(1.0, Steps * Batch * Units)]);
        List<double> output = [];
        network.Forward(new Signal<Float64>(ones.View), new(Steps, Batch), seen => output.AddRange(Read(network.Output.Values, seen.Rows * Units)));
        return [.. output];
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class DropoutLayerCpuTests(CpuBackend backend) : DropoutLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class DropoutLayerCudaTests(CudaBackend backend) : DropoutLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class DropoutLayerOpenClTests(OpenClBackend backend) : DropoutLayerTests(backend);
