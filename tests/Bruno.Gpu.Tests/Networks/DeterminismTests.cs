using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>The same input gives the same bits: output, loss and gradients, in networks built anew.</summary>
public abstract class DeterminismTests(Backend backend) : DeviceTests(backend)
{
    [Fact]
    public void DoubleGivesTheSameBits() => AssertRepeats<Float64>();

    [Fact]
    public void FloatGivesTheSameBits() => AssertRepeats<Float32>();

    private void AssertRepeats<T>()
        where T : unmanaged, IReal<T>
    {
        TwinNetwork<T> network = new(Device, 5);
        network.Encoder(4).Linear(37, -1, 2, bias: true).Lif(recurrence: 0.5).Linear(19, -0.4, 1, bias: true).Felif(new() { MicroSteps = 100 });
        double[][][] input = new RandomArrays(60).Cube(12, 9, 5, 0, 2);
        LossSetup loss = new(LossKind.SpikeCount, [12, 12, 3, 4, 5, 6, 7, 8, 9]) { Labels = [0, 1, 2, 3, 4, 5, 6, 7, 8] };
        TwinResult first = network.Product(input, loss);
        for (int repetition = 0; repetition < 3; ++repetition)
        {
            TwinResult again = network.Product(input, loss);
            Assert.Equal(Bits(first.Output), Bits(again.Output));
            Assert.Equal(Bits([first.Loss]), Bits([again.Loss]));
            Assert.All(first.Gradients, g => Assert.Equal(Bits(g.Value), Bits(again.Gradients[g.Key])));
        }

        Assert.Contains(first.Gradients["0.encoder.gain"], g => g != 0);
    }

    private static long[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToInt64Bits);
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class DeterminismCpuTests(CpuBackend backend) : DeterminismTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class DeterminismCudaTests(CudaBackend backend) : DeterminismTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class DeterminismOpenClTests(OpenClBackend backend) : DeterminismTests(backend);
