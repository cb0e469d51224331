using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>
/// float32 against float64 on runs that spike and are not chaotic: the same spikes, the same loss, and gradients to a
/// thousandth of each array's largest.
/// </summary>
public abstract class PrecisionTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 20, Batch = 3, Inputs = 4;

    private static readonly double[][][] Input = new RandomArrays(90).Cube(Steps, Batch, Inputs, 0, 2);

    [Theory]
    [InlineData("bruno")]
    [InlineData("pass")]
    [InlineData("exact")]
    [InlineData("bptt")]
    [InlineData("checkpointed sqrt")]
    [InlineData("truncated 4 exact")]
    [InlineData("sltt")]
    public void FloatIsDoubleToAThousandth(string method)
    {
        LossSetup loss = new(LossKind.Sequence, [Steps, 13, 17]) { Targets = new RandomArrays(91).Cube(Steps, Batch, 3, 0, 1), Warmup = 2 };
        TwinResult wide = Twin<Float64>(method).Product(Input, loss), narrow = Twin<Float32>(method).Product(Input, loss);
        wide.AssertSomethingReachesAll();
        Near.RelativeToMaximum(wide.Output, narrow.Output, 1e-5);
        Assert.Equal(wide.Loss, narrow.Loss, 1e-5);
        foreach ((string name, double[] gradient) in wide.Gradients)
        {
            double error = Near.RelativeError([gradient], [narrow.Gradients[name]]);
            Assert.True(error <= 1e-3, $"gradient of {name} is {error:E2} off");
            Assert.True(error > 0, $"gradient of {name} was computed in the other precision");
        }
    }

    /// <summary>The readout's bias tells how far its weights' spikes went: devices that never fired would compare nothing.</summary>
    [Fact]
    public void TheDevicesSpike()
    {
        LossSetup loss = new(LossKind.SpikeCount, [Steps, Steps, Steps]) { Labels = [0, 1, 2] };
        TwinResult run = new TwinNetwork<Float64>(Device, Inputs)
            .Linear(6, -0.3, 2.2, bias: true).Felif(new() { MicroSteps = 400 }).Product(Input, loss);
        Assert.InRange(run.Output.Sum(), 10, run.Output.Length / 2);
    }

    private TwinNetwork<T> Twin<T>(string method)
        where T : unmanaged, IReal<T> => new TwinNetwork<T>(Device, Inputs, method: GradientMethods.Of(method))
            .Linear(6, -0.3, 2.2, bias: true).Felif(new() { MicroSteps = 400 })
            .Linear(5, -1, 4, bias: true).Lif(recurrence: 0.5).Linear(3, -1, 1, bias: true);
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class PrecisionCpuTests(CpuBackend backend) : PrecisionTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class PrecisionCudaTests(CudaBackend backend) : PrecisionTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class PrecisionOpenClTests(OpenClBackend backend) : PrecisionTests(backend);
