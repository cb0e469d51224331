using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>A sequence has the same bits alone as among others, at any place in the batch: output and loss.</summary>
public abstract class BatchTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 12, Batch = 5, Inputs = 4;

    public static TheoryData<LayerTiming, IntegratorKind> Cases => new()
    {
        { LayerTiming.Aligned, IntegratorKind.Euler },
        { LayerTiming.Pipelined, IntegratorKind.Adaptive },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void ASequenceIsThatOfASequenceAlone(LayerTiming timing, IntegratorKind integrator)
    {
        TwinNetwork<Float32> twin = new(Device, Inputs, timing);
        FelifSetup felif = new() { MicroSteps = 50, Integrator = integrator, CurrentUnit = 2.5e-9, Devices = [new() { SaturationPolarization = 0.02 }] };
        twin.Encoder(3).Linear(37, -1, 2, bias: true).Lif(recurrence: 0.5).Linear(19, -0.4, 1.5, bias: true).Felif(felif).Linear(6, -1, 1, bias: false);
        double[][][] input = new RandomArrays(61).Cube(Steps, Batch, Inputs, 0, 2);
        int[] lengths = [12, 5, 12, 9, 1];
        double[][][] targets = new RandomArrays(62).Cube(Steps, Batch, 6, 0, 1);
        LossSetup loss = new(LossKind.Sequence, lengths) { Targets = targets };
        TwinResult all = twin.Product(input, loss);
        Assert.True(all.Output.Distinct().Count() > Steps, "the outputs differ too little to tell them apart");

        for (int element = 0; element < Batch; ++element)
        {
            TwinResult alone = twin.Product(Only(input, element), new(LossKind.Sequence, [lengths[element]]) { Targets = Only(targets, element) });
            Assert.Equal(
                Enumerable.Range(0, Steps).SelectMany(step => all.Output[((step * Batch + element) * 6)..((step * Batch + element + 1) * 6)]),
                alone.Output);
            Assert.Equal(all.Scores.Losses[element], alone.Scores.Losses[0]);
        }
    }

    private static double[][][] Only(double[][][] cube, int element) => [.. cube.Select(step => new[] { step[element] })];
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class BatchCpuTests(CpuBackend backend) : BatchTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class BatchCudaTests(CudaBackend backend) : BatchTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class BatchOpenClTests(OpenClBackend backend) : BatchTests(backend);
