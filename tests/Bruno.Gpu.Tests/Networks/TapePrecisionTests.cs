using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>States stored in 16 bits: half the memory, the same spikes, gradients close to those of whole states.</summary>
public abstract class TapePrecisionTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 60, Batch = 4, Neurons = 16;

    [Theory]
    [InlineData("bruno")]
    [InlineData("exact")]
    public void SpikesAreTheSameAndGradientsClose(string name)
    {
        IGradientMethod method = name == "bruno" ? new BrunoGradient() : new ExactGradient();
        (double[] spikes, double[] gradient, long tape) = Run(method, TapePrecision.Full);
        (double[] roundedSpikes, double[] rounded, long roundedTape) = Run(method, TapePrecision.Float16);
        Assert.Contains(1.0, spikes);
        Assert.Equal(spikes, roundedSpikes);
        Assert.InRange((double)roundedTape / tape, 0.49, 0.51);

        double dot = gradient.Zip(rounded, (a, b) => a * b).Sum();
        double norm = Math.Sqrt(gradient.Sum(g => g * g)), roundedNorm = Math.Sqrt(rounded.Sum(g => g * g));
        Assert.InRange(dot / (norm * roundedNorm), 0.99, 1.0000001);
        Assert.InRange(roundedNorm / norm, 0.98, 1.02);
        Assert.NotEqual(gradient, rounded);
    }

    /// <summary>Windows of three steps: the spikes of earlier ones are made again from the rounded potentials.</summary>
    private (double[] Spikes, double[] Gradient, long Tape) Run(IGradientMethod method, TapePrecision precision)
    {
        long before = Device.Memory.BytesFor(MemoryPurpose.Tape);
        NetworkBuilder<Float32> builder = new(Device, Neurons);
        builder.AddDevices(
            "felif", [new Felif<Float32>(new())], new FelifSetup { MicroSteps = 500 }.Options(method) with { Tape = precision });
        SequenceExtent extent = new(Steps, Batch);
        using Network<Float32> network = builder.Build(extent, new TimePlan(Steps, 3, []));
        long tape = Device.Memory.BytesFor(MemoryPurpose.Tape) - before;
        using DeviceBuffer<Float32> input = Buffer<Float32>(new RandomArrays(8).Vector(Steps * Batch * Neurons, -0.3, 3));
        Signal<Float32> signal = new(input.View);
        network.Forward(signal, extent);

        int row = Batch * Neurons;
        double[] spikes = new double[Steps * row], gradient = new double[Steps * row];
        double[] adjoint = new RandomArrays(9).Vector(3 * row, -1, 1);
        int pending = -1;
        void Collect()
        {
            if (pending >= 0)
                Read(network.OutputAdjoint, 3 * row).CopyTo(gradient, pending * row);
        }

        network.Backward(signal, extent, window =>
        {
            Collect();
            pending = window.Begin;
            ConformanceBuffers.Download(network.Output.Spikes, Device.Accelerator.DefaultStream, window.Steps * row)
                .CopyTo(spikes, window.Begin * row);
            ConformanceBuffers.Upload(network.OutputAdjoint, Device.Accelerator.DefaultStream, adjoint);
        });
        Collect();
        return (spikes, gradient, tape);
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class TapePrecisionCpuTests(CpuBackend backend) : TapePrecisionTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class TapePrecisionCudaTests(CudaBackend backend) : TapePrecisionTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class TapePrecisionOpenClTests(OpenClBackend backend) : TapePrecisionTests(backend);
