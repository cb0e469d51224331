using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Synapses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>How often stochastic rounding draws in a network, and which of its draws are the same.</summary>
public abstract class SynapseDrawTests(Backend backend) : DeviceTests(backend)
{
    public static TheoryData<QuantisationDraw> Modes => [.. Enum.GetValues<QuantisationDraw>()];

    public static TheoryData<QuantisationDraw, int> ModesAndLayers => [.. Enum.GetValues<QuantisationDraw>().SelectMany(
        mode => Enumerable.Range(0, 3).Select(layer => new TheoryDataRow<QuantisationDraw, int>(mode, layer)))];

    /// <summary>The same input everywhere, so that currents differ where weights do.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void DrawsOfDenseSynapses(QuantisationDraw mode)
    {
        StackActivity activity = SynapseStack.At(0, SynapseSetups.Drawn(mode)).Run<Float32>(Device, SynapseStack.Constant);
        AssertDiffer(mode, 0, (step, element) => activity.Currents(0, step, element));
    }

    /// <summary>A drive that makes neurons fire at every step: what differs in it is the sum of their recurrent weights.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void DrawsOfRecurrentSynapses(QuantisationDraw mode)
    {
        double[][][] strong = [.. SynapseStack.Constant.Select(step => step.Select(row => Array.ConvertAll(row, x => 30 * x)).ToArray())];
        StackActivity activity = (SynapseStack.At(1, SynapseSetups.Drawn(mode)) with { Threshold = 0.1 }).Run<Float64>(Device, strong);
        double[][][] potential = States(activity, 0), current = States(activity, 1);
        const int First = 3;
        bool Fires(int step, int element, int neuron) => potential[step][element][neuron] >= 0.1;
        for (int neuron = 0; neuron < SynapseStack.Hidden; ++neuron)
            Assert.Single(Enumerable.Range(First - 1, SynapseStack.Steps - First).SelectMany(t => Enumerable.Range(0, SynapseStack.Batch).Select(b => Fires(t, b, neuron))).Distinct());
        Assert.InRange(Enumerable.Range(0, SynapseStack.Hidden).Count(neuron => Fires(First, 0, neuron)), 3, SynapseStack.Hidden);

        // I = beta I + (1 - beta) drive.
        AssertDiffer(mode, First, (step, element) =>
            [.. current[step][element].Zip(current[step - 1][element], (now, before) => Math.Round((now - 0.7 * before) / 0.3, 9))]);
    }

    /// <summary>Evaluation draws the same whenever it is done; training draws something else, and every pass anew.</summary>
    [Theory]
    [MemberData(nameof(ModesAndLayers))]
    public void EvaluationHasDrawsOfItsOwn(QuantisationDraw mode, int layer)
    {
        StackActivity[] runs = SynapseStack.At(layer, SynapseSetups.Drawn(mode)).Run<Float64>(
            Device, SynapseStack.Varied,
            draws => draws.Evaluate(0, 4), draws => draws.Train(0), draws => draws.Evaluate(0, 4), draws => draws.Evaluate(0, 9),
            draws => draws.Evaluate(1, 4), draws => draws.Train(1), draws => draws.Train(4), draws => draws.Train(0));
        runs[0].AssertSame(runs[2], "evaluated again");
        runs[0].AssertSame(runs[3], "evaluated after more steps");
        runs[1].AssertSame(runs[7], "trained again");
        StackActivity[] different = [runs[0], runs[1], runs[4], runs[5], runs[6]];
        for (int i = 0; i < different.Length; ++i)
        {
            for (int j = 0; j < i; ++j)
                Assert.False(different[i].IsSame(different[j], layer), $"runs {j} and {i} drew the same");
        }
    }

    /// <summary>No two matrices of a network draw the same, though they be equal.</summary>
    [Fact]
    public void EveryMatrixHasDrawsOfItsOwn()
    {
        TwinNetwork<Float64> Twin(params int[] drawn)
        {
            TwinNetwork<Float64> twin = new(Device, 3);
            for (int layer = 0; layer < 3; ++layer)
                twin.Builder.AddLinear(3, [0.4, 0, 0, 0, 0.4, 0, 0, 0, 1], null, drawn.Contains(layer) ? SynapseSetups.Drawn(QuantisationDraw.Step) : null);
            return twin;
        }

        double[] Output(int layer) => Twin(layer).Product([.. Enumerable.Repeat(new[] { new[] { 1.0, 1, 0 } }, 20)], Loss).Output;
        Assert.NotEqual(Output(0), Output(1));
        Assert.NotEqual(Output(1), Output(2));
        Assert.NotEqual(Output(0), Output(2));
    }

    private static Losses.LossSetup Loss => new(Losses.LossKind.Sequence, [20]) { Targets = new RandomArrays(1).Cube(20, 1, 3, 0, 1) };

    /// <summary>Asserts that values differ between steps or between batch elements, as the mode says.</summary>
    private static void AssertDiffer(QuantisationDraw mode, int first, Func<int, int, double[]> at)
    {
        for (int step = first; step < SynapseStack.Steps; ++step)
        {
            for (int element = 0; element < SynapseStack.Batch; ++element)
            {
                for (int earlier = first; earlier < step; ++earlier)
                    Assert.Equal(mode == QuantisationDraw.Step, !at(step, element).SequenceEqual(at(earlier, element)));
                for (int other = 0; other < element; ++other)
                    Assert.Equal(mode == QuantisationDraw.Element, !at(step, element).SequenceEqual(at(step, other)));
            }
        }
    }

    /// <summary>One of the two states of the LIF neurons, [step][element][neuron].</summary>
    private static double[][][] States(StackActivity activity, int state) => Flat.Cube(
        activity.Layers[1].Chunk(activity.Layers[1].Length / 2).ElementAt(state), SynapseStack.Batch, SynapseStack.Hidden);
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class SynapseDrawCpuTests(CpuBackend backend) : SynapseDrawTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class SynapseDrawCudaTests(CudaBackend backend) : SynapseDrawTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class SynapseDrawOpenClTests(OpenClBackend backend) : SynapseDrawTests(backend);
