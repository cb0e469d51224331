using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>What is smooth, against central differences through the product's own kernels; no oracle needed.</summary>
public abstract class FiniteDifferenceTests(Backend backend) : DeviceTests(backend)
{
    /// <summary>Encoder, dense layers and the loss of each step: gains, biases and weights.</summary>
    [Theory]
    [InlineData(LayerTiming.Aligned, LossKind.Sequence)]
    [InlineData(LayerTiming.Pipelined, LossKind.Sequence)]
    [InlineData(LayerTiming.Aligned, LossKind.MaxOverTime)]
    [InlineData(LayerTiming.Pipelined, LossKind.MeanOverTime)]
    [InlineData(LayerTiming.Aligned, LossKind.EachStep)]
    public void ParametersOfASmoothNetwork(LayerTiming timing, LossKind kind)
    {
        const int Steps = 5, Batch = 2, Outputs = 3;
        RandomArrays random = new(50);
        NetworkBuilder<Float64> builder = new(Device, 2, timing);
        builder.AddEncoder(random.Vector(4, 0.5, 1.5), random.Vector(4, -1, 1));
        builder.AddLinear(5, random.Vector(20, -1, 1), random.Vector(5, -1, 1));
        builder.AddLinear(Outputs, random.Vector(15, -1, 1), random.Vector(Outputs, -1, 1));
        SequenceExtent extent = new(Steps, Batch);
        using Network<Float64> network = builder.Build(extent);
        using DeviceBuffer<Float64> input = Buffer<Float64>(random.Vector(Steps * Batch * 2, -1, 1));
        LossSetup loss = new(kind, [5, 4]) { Labels = [2, 0], Smoothing = 0.2, Scale = 1.3, Warmup = 1, Targets = random.Cube(Steps, Batch, Outputs, 0, 1) };

        double[] parameters = network.Parameters.Export();
        double Loss()
        {
            network.Parameters.Import(parameters);
            network.Forward(new Signal<Float64>(input.View), extent);
            return loss.Evaluate(Device, network.Output, network.OutputAdjoint, extent, Outputs).Losses.Average();
        }

        Loss();
        network.Backward(new Signal<Float64>(input.View), extent);
        double[] actual = network.Parameters.ExportGradients();
        Near.RelativeToMaximum(FiniteDifference.Gradient(Loss, parameters, 1e-5), actual, 1e-8);
        Assert.All(actual, g => Assert.NotEqual(0, g));
    }

    /// <summary>A stretch without spikes, off the bounds of P: every current, and the start of P through the device's own.</summary>
    [Fact]
    public void StatesOfASilentFelif()
    {
        const int Steps = 6;
        RandomArrays random = new(51);
        double[][][] current = random.Cube(Steps, 1, 2, 0.1, 0.5);
        double[][][] none = OracleGrid.Zeros(Steps, 1, 2);
        double[][][] u = random.Cube(Steps, 1, 2, -1, 1), z = random.Cube(Steps, 1, 2, -1, 1);
        double[] start = [-0.15, -0.12];
        FelifRun Run()
        {
            FelifSetup setup = new()
            {
                MicroSteps = 500,
                Devices = [.. start.Select(p => new FelifParameters { InitialPolarization = p })],
            };
            return FelifRun.Of<Float64>(Device, setup, current, new ExactGradient { Literal = true }, none, u, z);
        }

        double Loss()
        {
            FelifRun run = Run();
            return Flat.Of(run.V).Zip(Flat.Of(u), (v, w) => v * w).Sum() + Flat.Of(run.P).Zip(Flat.Of(z), (p, w) => p * w).Sum();
        }

        FelifRun actual = Run();
        Assert.DoesNotContain(Flat.Of(actual.S), s => s != 0);
        Near.RelativeToMaximum(Flat.Of(FiniteDifference.Gradient(Loss, current, 1e-5)), Flat.Of(actual.Current), 1e-6);
        Near.RelativeToMaximum(FiniteDifference.Gradient(Loss, start, 1e-6), actual.InitialP, 1e-6);
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class FiniteDifferenceCpuTests(CpuBackend backend) : FiniteDifferenceTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class FiniteDifferenceCudaTests(CudaBackend backend) : FiniteDifferenceTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class FiniteDifferenceOpenClTests(OpenClBackend backend) : FiniteDifferenceTests(backend);
