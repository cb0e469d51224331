using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Delays of synapses and of units against the oracle and finite differences, however time is cut.</summary>
public abstract class DelayTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 13, Batch = 3, Inputs = 4, Outputs = 5, Longest = 6;

    /// <summary>Spacing of delays, and their half width in multiples of it.</summary>
    public static TheoryData<int, double> Shapes => new() { { 1, 1 }, { 1, 2.5 }, { 2, 1 }, { 3, 1.7 }, { 1, 20 }, { 2, 0.8 } };

    public static TheoryData<int, int> Cuts => new() { { Steps, 0 }, { 1, 0 }, { 3, 0 }, { 7, 0 }, { 2, 4 }, { 1, 1 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void SynapsesAreThoseOfTheOracle(int spacing, double width)
    {
        RandomArrays random = new(60);
        double[][] weights = random.Matrix(Outputs, Inputs, -1, 1), delays = random.Matrix(Outputs, Inputs, 0, Longest);
        double[] bias = random.Vector(Outputs, -1, 1);
        (delays[0][0], delays[1][1]) = (0.01, Longest - 0.01);
        OracleDelayedLinearLayer oracle = new(weights, delays, bias, Longest, spacing, spacing * width);
        AssertAgrees(
            random, oracle, builder => builder.AddDelayedLinear(
                Outputs, () => Flat.Transposed(Flat.Of(weights), Inputs), () => bias, () => Flat.Transposed(Flat.Of(delays), Inputs), Settings(spacing, width), 1),
            new() { ["weights"] = "weight", ["bias"] = "bias", ["delays"] = "delay" });
    }

    /// <summary>A unit's delay is that of the one synapse from it to itself.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void UnitsAreThoseOfTheOracle(int spacing, double width)
    {
        RandomArrays random = new(61);
        double[] delays = random.Vector(Inputs, 0, Longest);
        double[][] Diagonal(Func<int, double> value) => [.. Enumerable.Range(0, Inputs).Select(o => Enumerable.Range(0, Inputs).Select(i => i == o ? value(o) : 0).ToArray())];
        OracleDelayedLinearLayer oracle = new(Diagonal(_ => 1), Diagonal(o => delays[o]), new double[Inputs], Longest, spacing, spacing * width);
        AssertAgrees(
            random, oracle, builder => AddUnitDelays(builder, delays, Settings(spacing, width)), new() { ["delays"] = "delay" },
            all => all.Length == Inputs * Inputs ? [.. Enumerable.Range(0, Inputs).Select(i => all[i * (Inputs + 1)])] : all);
    }

    /// <summary>Two layers of delays and a loss, by central differences of the loss through the product itself.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void GradientsAreFiniteDifferences(int spacing, double width)
    {
        RandomArrays random = new(62);
        NetworkBuilder<Float64> builder = new(Device, Inputs) { Draws = new PassDraws(0) };
        builder.AddDelayedLinear(3, () => random.Vector(Inputs * 3, -1, 1), null, () => random.Vector(Inputs * 3, 0, Longest), Settings(spacing, width), 0);
        AddUnitDelays(builder, random.Vector(3, 0, Longest), Settings(spacing, width));
        builder.AddLinear(2, random.Vector(6, -1, 1), random.Vector(2, -1, 1));
        builder.Draws.Train(0, progress: 0);
        SequenceExtent extent = new(Steps, Batch);
        using Network<Float64> network = builder.Build(extent);
        using DeviceBuffer<Float64> input = Buffer<Float64>(random.Vector(Steps * Batch * Inputs, -1, 1));
        LossSetup loss = new(LossKind.Sequence, [Steps, 9, 11]) { Warmup = 1, Targets = random.Cube(Steps, Batch, 2, 0, 1) };
        double[] parameters = network.Parameters.Export();
        double Loss()
        {
            network.Parameters.Import(parameters);
            network.Forward(new Signal<Float64>(input.View), extent);
            return loss.Evaluate(Device, network.Output, network.OutputAdjoint, extent, 2).Losses.Average();
        }

        Loss();
        network.Backward(new Signal<Float64>(input.View), extent);
        double[] actual = network.Parameters.ExportGradients();
        Near.RelativeToMaximum(FiniteDifference.Gradient(Loss, parameters, 1e-6), actual, 1e-7);
        Assert.True(actual.Count(g => g != 0) > actual.Length / 2);
    }

    /// <summary>Spikes and values, behind synapses with delays and behind delays of units: the same bits, also with adjoints that are forgotten.</summary>
    [Theory]
    [MemberData(nameof(Cuts))]
    public void TheSameBitsHoweverTimeIsCut(int window, int segment)
    {
        foreach (int? forget in new int?[] { null, 5 })
        {
            (double[] output, double[] gradients) = Run(new TimePlan(Steps, Steps, [], forget), new(Steps, Batch));
            (double[] cutOutput, double[] cutGradients) = Run(new TimePlan(Steps + 4, window, segment > 0 ? [segment] : [], forget), new(Steps + 4, Batch + 1));
            Assert.Equal(output, cutOutput);
            Assert.Equal(gradients, cutGradients);
            Assert.Contains(gradients, g => g != 0);
        }
    }

    /// <summary>In evaluation, whole steps: the nearest, shorter or longer one that there is.</summary>
    [Theory]
    [InlineData(DelayRounding.Nearest, 1, new double[] { 0, 0, 2, 3, 6, 6 })]
    [InlineData(DelayRounding.Down, 1, new double[] { 0, 0, 1, 3, 5, 6 })]
    [InlineData(DelayRounding.Up, 1, new double[] { 0, 1, 2, 3, 6, 6 })]
    [InlineData(DelayRounding.Nearest, 3, new double[] { 0, 0, 3, 3, 6, 6 })]
    [InlineData(DelayRounding.Down, 3, new double[] { 0, 0, 0, 3, 3, 6 })]
    [InlineData(DelayRounding.Up, 3, new double[] { 0, 3, 3, 3, 6, 6 })]
    public void EvaluationTakesWholeSteps(DelayRounding rounding, int multiple, double[] expected)
    {
        double[] delays = [-0.3, 0.4, 1.6, 3, 5.7, 8];
        DelayConfiguration settings = Settings(multiple, 1) with { Rounding = rounding };
        Assert.Equal(expected, delays.Select(settings.InEvaluation));
        NetworkBuilder<Float64> builder = new(Device, 6);
        AddUnitDelays(builder, delays, settings);
        builder.AddDelayedLinear(1, () => [1, 10, 100, 1e3, 1e4, 1e5], null, () => delays, settings, 1);
        builder.Draws.Evaluate(0, 0);
        using Network<Float64> network = builder.Build(new SequenceExtent(Steps, 1));
        // A spike of every unit at the first step arrives by twice its delay.
        using DeviceBuffer<Float64> input = Buffer<Float64>([.. Enumerable.Repeat(1.0, 6), .. new double[6 * (Steps - 1)]]);
        network.Forward(new Signal<Float64>(input.View), new(Steps, 1));
        double[] arrived = new double[Steps];
        for (int unit = 0; unit < 6; ++unit)
            arrived[(int)(2 * expected[unit])] += Math.Pow(10, unit);
        Assert.Equal(arrived, Read(network.Output.Values, Steps));
    }

    /// <summary>Whole delays are themselves in training too, to the bit, also at both ends of the range.</summary>
    [Fact]
    public void WholeDelaysAreExact()
    {
        NetworkBuilder<Float32> builder = new(Device, 3);
        double[] delays = [0, 2, Longest];
        Parameter parameter = builder.Layout.Declare("delays", [3], delays);
        builder.Add(3, context => new UnitDelayLayer<Float32>("delay", parameter, Settings(1, 1), 0, false, context), false);
        using Network<Float32> network = builder.Build(new SequenceExtent(Steps, 1));
        double[] values = [.. new RandomArrays(66).Vector(Steps * 3, -1, 1).Select(value => (double)(float)value)];
        using DeviceBuffer<Float32> input = Buffer<Float32>(values);
        network.Forward(new Signal<Float32>(input.View), new(Steps, 1));
        double[] output = Read(network.Output.Values, Steps * 3);
        for (int t = 0; t < Steps; ++t)
        {
            for (int unit = 0; unit < 3; ++unit)
                Assert.Equal(t < delays[unit] ? 0 : values[(t - (int)delays[unit]) * 3 + unit], output[t * 3 + unit]);
        }
    }

    private static DelayConfiguration Settings(int spacing, double width) => new()
    {
        Maximum = Longest, Multiple = spacing, InitialWidth = width, FinalWidth = Math.Min(width, 1),
    };

    private static void AddUnitDelays(NetworkBuilder<Float64> builder, double[] delays, DelayConfiguration settings)
    {
        string name = builder.NextName("delay");
        bool isSpiking = builder.IsSpiking;
        Parameter parameter = builder.Layout.Declare($"{name}.delays", [delays.Length], delays);
        builder.Add(delays.Length, context => new UnitDelayLayer<Float64>(name, parameter, settings, 2, isSpiking, context), false);
    }

    private (double[] Output, double[] Gradients) Run(TimePlan plan, SequenceExtent capacity)
    {
        RandomArrays random = new(63);
        NetworkBuilder<Float64> builder = new(Device, Inputs) { Routes = new() { ForgetEvery = plan.ForgetsAt(5) ? 5 : null } };
        builder.AddDelayedLinear(6, () => random.Vector(Inputs * 6, 0, 2), null, () => random.Vector(Inputs * 6, 0, Longest), Settings(1, 3), 0);
        builder.AddLif(0.8, 0.7, 0.3, SurrogateKind.Superspike, 10, null);
        AddUnitDelays(builder, random.Vector(6, 0, Longest), Settings(2, 1.5));
        builder.AddLif(0.8, 0.7, 0.05, SurrogateKind.Superspike, 10, null);
        builder.AddDelayedLinear(2, () => random.Vector(12, -1, 1), () => random.Vector(2, -1, 1), () => random.Vector(12, 0, Longest), Settings(1, 1), 4);
        builder.Draws.Train(0, progress: 0);
        using Network<Float64> network = builder.Build(capacity, plan);
        double[] values = new RandomArrays(64).Vector(Steps * Batch * Inputs, 0, 3), adjoints = new RandomArrays(65).Vector(Steps * Batch * 2, -1, 1);
        using DeviceBuffer<Float64> input = Buffer<Float64>(values);
        SequenceExtent extent = new(Steps, Batch);
        List<double> output = [];
        // Twice: what a pass leaves behind must not show in the next.
        for (int pass = 0; pass < 2; ++pass)
        {
            output.Clear();
            network.Forward(new Signal<Float64>(input.View), extent, seen => output.AddRange(Read(network.Output.Values, seen.Rows * 2)));
            network.Backward(new Signal<Float64>(input.View), extent, seen => ConformanceBuffers.Upload(
                network.OutputAdjoint, Device.Accelerator.DefaultStream, adjoints[(seen.Begin * Batch * 2)..((seen.Begin + seen.Steps) * Batch * 2)]));
        }

        return ([.. output], network.Parameters.ExportGradients());
    }

    /// <summary>Behind a linear layer of ones, whose bias gathers the adjoint of the delayed layer's input.</summary>
    private void AssertAgrees(
        RandomArrays random, OracleDelayedLinearLayer oracle, Action<NetworkBuilder<Float64>> add, Dictionary<string, string> names,
        Func<double[], double[]>? chosen = null)
    {
        NetworkBuilder<Float64> builder = new(Device, Inputs);
        double[] identity = new double[Inputs * Inputs];
        for (int i = 0; i < Inputs; ++i)
            identity[i * (Inputs + 1)] = 1;
        builder.AddLinear(Inputs, identity, new double[Inputs]);
        add(builder);
        builder.Draws.Train(0, progress: 0);
        double[][][] input = random.Cube(Steps, Batch, Inputs, -1, 1), adjoints = random.Cube(Steps, Batch, builder.Units, -1, 1);
        double[][][] expected = oracle.Forward(input), ofInput = oracle.Backward(adjoints);
        using DeviceBuffer<Float64> buffer = Buffer<Float64>(Flat.Of(input));
        SequenceExtent extent = new(Steps, Batch);
        using Network<Float64> network = builder.Build(extent);
        network.Forward(new Signal<Float64>(buffer.View), extent);
        Near.RelativeToMaximum(Flat.Of(expected), Read(network.Output.Values, Steps * Batch * builder.Units), 1e-13);
        ConformanceBuffers.Upload(network.OutputAdjoint, Device.Accelerator.DefaultStream, Flat.Of(adjoints));
        network.Backward(new Signal<Float64>(buffer.View), extent);
        double[] gradients = network.Parameters.ExportGradients();
        double[] Of(Parameter parameter) => gradients[parameter.Offset..(parameter.Offset + parameter.Length)];
        double[] bias = [.. Enumerable.Range(0, Inputs).Select(i => Enumerable.Range(0, Steps).Sum(t => Enumerable.Range(0, Batch).Sum(b => ofInput[t][b][i])))];
        Near.RelativeToMaximum(bias, Of(network.Parameters.Parameters[1]), 1e-13);
        foreach (Parameter parameter in network.Parameters.Parameters.Skip(2))
        {
            double[] wanted = oracle.Gradients[names[parameter.Kind]];
            if (parameter.Shape.Length == 2)
                wanted = Flat.Transposed(wanted, Inputs);
            Near.RelativeToMaximum(chosen is null ? wanted : chosen(wanted), Of(parameter), 1e-12);
        }
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class DelayCpuTests(CpuBackend backend) : DelayTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class DelayCudaTests(CudaBackend backend) : DelayTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class DelayOpenClTests(OpenClBackend backend) : DelayTests(backend);
