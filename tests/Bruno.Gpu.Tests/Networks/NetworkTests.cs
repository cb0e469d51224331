using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>
/// Whole networks against the oracle: output, loss and the gradient of every parameter, for layers read at once or a step
/// late, for every loss, for padded sequences, and for passes that use less than the network was built for.
/// </summary>
public abstract class NetworkTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 14, Batch = 3, Inputs = 3;

    private static readonly int[] Lengths = [14, 9, 12];

    private static readonly double[][][] Input = new RandomArrays(40).Cube(Steps, Batch, Inputs, 0, 2);

    public static TheoryData<LayerTiming, LossKind> TimingsAndLosses => new()
    {
        { LayerTiming.Aligned, LossKind.SpikeCount },
        { LayerTiming.Aligned, LossKind.FirstSpike },
        { LayerTiming.Aligned, LossKind.Sequence },
        { LayerTiming.Pipelined, LossKind.SpikeCount },
        { LayerTiming.Pipelined, LossKind.FirstSpike },
        { LayerTiming.Pipelined, LossKind.Sequence },
    };

    [Theory]
    [MemberData(nameof(TimingsAndLosses))]
    public void LinearLifLinearFelif(LayerTiming timing, LossKind loss) => AssertAgrees(
        () => new TwinNetwork<Float64>(Device, Inputs, timing)
            .Linear(6, -1, 4, bias: true).Lif().Linear(4, -0.5, 3, bias: false).Felif(new() { Devices = FelifSetup.Varied(4, 2) }),
        Loss(loss, 4));

    [Theory]
    [MemberData(nameof(TimingsAndLosses))]
    public void EncoderFelifLinearRecurrentLif(LayerTiming timing, LossKind loss) => AssertAgrees(
        () => new TwinNetwork<Float64>(Device, Inputs, timing)
            .Encoder(2, gain: 2).Felif(new()).Linear(5, -2, 9, bias: true).Lif(recurrence: 1.5),
        Loss(loss, 5));

    [Theory]
    [InlineData(LayerTiming.Aligned)]
    [InlineData(LayerTiming.Pipelined)]
    public void LinearFelifReadout(LayerTiming timing) => AssertAgrees(
        () => new TwinNetwork<Float64>(Device, Inputs, timing)
            .Linear(7, -0.3, 2.5, bias: false).Felif(new(), exact: true).Linear(2, -1, 1, bias: true),
        Loss(LossKind.Sequence, 2));

    /// <summary>Neurons that read neurons share the array of the adjoint, unless they read late.</summary>
    [Theory]
    [InlineData(LayerTiming.Aligned)]
    [InlineData(LayerTiming.Pipelined)]
    public void NeuronsDirectlyAfterNeurons(LayerTiming timing) => AssertAgrees(
        () => new TwinNetwork<Float64>(Device, Inputs, timing)
            .Linear(5, 0, 9, bias: true).Lif().Felif(new() { CurrentUnit = 12e-9 }).Lif(recurrence: 2, threshold: 0.1)
            .Felif(new() { CurrentUnit = 9e-9 }, exact: true).Linear(3, -1, 1, bias: true),
        Loss(LossKind.Sequence, 3));

    /// <summary>Neurons first in the stack, with nothing trainable before them and an input that nobody differentiates.</summary>
    [Theory]
    [InlineData(LayerTiming.Aligned)]
    [InlineData(LayerTiming.Pipelined)]
    public void NeuronsFirst(LayerTiming timing) => AssertAgrees(
        () => new TwinNetwork<Float64>(Device, Inputs, timing).Felif(new()).Lif(recurrence: 2, threshold: 0.1).Linear(3, -1, 1, bias: true),
        Loss(LossKind.Sequence, 3),
        [.. Input.Select(step => step.Select(row => row.Select(x => 2 * x).ToArray()).ToArray())]);

    [Theory]
    [InlineData(LayerTiming.Aligned)]
    [InlineData(LayerTiming.Pipelined)]
    public void OneStepAndOneSequence(LayerTiming timing)
    {
        double[][][] input = [[[1, 2, 3]]];
        TwinNetwork<Float64> twin = new(Device, Inputs, timing);
        twin.Linear(4, 0, 3, bias: true).Lif(recurrence: 1).Linear(3, -1, 1, bias: true);
        LossSetup loss = new(LossKind.Sequence, [1]) { Targets = [[[1, 0, 1]]] };
        TwinResult expected = twin.Oracle(input, loss), actual = twin.Product(input, loss);
        Assert.Equal(expected.Output, actual.Output);
        Assert.Equal(expected.Loss, actual.Loss, 1e-14);
        foreach ((string name, double[] gradient) in expected.Gradients)
            Near.Absolute([gradient], [actual.Gradients[name]], 1e-14);
    }

    /// <summary>Also after a pass that used all of it.</summary>
    [Theory]
    [InlineData(LayerTiming.Aligned)]
    [InlineData(LayerTiming.Pipelined)]
    public void APassMayUseLessThanTheCapacity(LayerTiming timing)
    {
        TwinNetwork<Float64> twin = new(Device, Inputs, timing);
        twin.Encoder(2).Linear(6, -1, 4, bias: true).Lif(recurrence: 1).Lif(threshold: 0.1)
            .Linear(5, -0.5, 3, bias: true).Felif(new()).Linear(4, -1, 1, bias: true);
        LossSetup loss = Loss(LossKind.Sequence, 4);
        TwinResult full = twin.Product(Input, loss);
        Assert.All(full.Gradients, g => Assert.Contains(g.Value, x => x != 0));
        foreach (SequenceExtent capacity in new SequenceExtent[] { new(Steps + 5, Batch), new(Steps, Batch + 2), new(Steps + 5, Batch + 2) })
        {
            TwinResult roomy = twin.Product(Input, loss, capacity);
            Assert.Equal(full.Output, roomy.Output);
            Assert.Equal(full.Loss, roomy.Loss);
            Assert.All(full.Gradients, g => Assert.Equal(g.Value, roomy.Gradients[g.Key]));
        }
    }

    [Fact]
    public void FloatAgreesWithinItsTolerance()
    {
        TwinNetwork<Float32> twin = new(Device, Inputs);
        twin.Encoder(2).Linear(6, -1, 4, bias: true).Lif().Linear(4, -1, 1, bias: true);
        LossSetup loss = Loss(LossKind.Sequence, 4);
        twin.Product(Input, loss).AssertAgrees(twin.Oracle(Input, loss), 1e-5, 1e-5, 1e-4);
    }

    private static LossSetup Loss(LossKind kind, int outputs) => kind == LossKind.Sequence
        ? new(kind, Lengths) { Targets = new RandomArrays(41).Cube(Steps, Batch, outputs, 0, 1), Warmup = 2 }
        : new(kind, Lengths) { Labels = [0, outputs - 1, 1] };

    private static void AssertAgrees(Func<TwinNetwork<Float64>> network, LossSetup loss, double[][][]? input = null)
    {
        TwinNetwork<Float64> twin = network();
        TwinResult expected = twin.Oracle(input ?? Input, loss);
        twin.Product(input ?? Input, loss).AssertAgrees(expected, 1e-9, 1e-11, 1e-8);
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class NetworkCpuTests(CpuBackend backend) : NetworkTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class NetworkCudaTests(CudaBackend backend) : NetworkTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class NetworkOpenClTests(OpenClBackend backend) : NetworkTests(backend);
