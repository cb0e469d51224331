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

/// <summary>The delay between the layers of a pipelined network: one step late, nothing at first, however time is cut.</summary>
public abstract class DelayLayerTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 11, Units = 2;

    public static TheoryData<int, int> Cuts => new() { { Steps, 0 }, { 1, 0 }, { 3, 0 }, { 2, 4 }, { 1, 1 } };

    /// <summary>Values pass through two delays; batches are smaller than the capacity, and sequences shorter after a whole one.</summary>
    [Theory]
    [MemberData(nameof(Cuts))]
    public void ValuesComeAStepLate(int window, int segment)
    {
        NetworkBuilder<Float64> builder = new(Device, Units, LayerTiming.Pipelined);
        builder.AddLinear(Units, [1, 0, 0, 1], null);
        builder.AddLinear(Units, [10, 0, 0, 10], null);
        builder.AddLinear(Units, [10, 0, 0, 10], null);
        using Network<Float64> network = builder.Build(new SequenceExtent(Steps, 3), new TimePlan(Steps, window, segment > 0 ? [segment] : []));
        foreach (SequenceExtent extent in new SequenceExtent[] { new(Steps, 3), new(Steps - 2, 2), new(1, 1), new(Steps, 3) })
        {
            double[][][] input = [.. Enumerable.Range(0, extent.Steps).Select(t => Enumerable.Range(0, extent.Batch)
                .Select(b => new double[] { t + 1, (t + 1) * 0.5 + 100 * b }).ToArray())];
            using DeviceBuffer<Float64> buffer = Buffer<Float64>(Flat.Of(input));
            List<double> output = [];
            network.Forward(new Signal<Float64>(buffer.View), extent, seen => output.AddRange(Read(network.Output.Values, seen.Rows * Units)));
            double[][][] actual = Flat.Cube([.. output], extent.Batch, Units);
            for (int t = 0; t < extent.Steps; ++t)
            {
                for (int b = 0; b < extent.Batch; ++b)
                    Assert.Equal(t < 2 ? [0, 0] : [.. input[t - 2][b].Select(x => 100 * x)], actual[t][b]);
            }

            // A loss that sums outputs, step t weighted by 2^t: the input of step t counts at step t + 2.
            network.Backward(new Signal<Float64>(buffer.View), extent, seen => ConformanceBuffers.Upload(
                network.OutputAdjoint,
                Device.Accelerator.DefaultStream,
                [.. Enumerable.Range(0, seen.Rows * Units).Select(i => (double)(1 << (seen.Begin + i / (extent.Batch * Units))))]));
            double expected = Enumerable.Range(0, Math.Max(0, extent.Steps - 2)).Sum(t => input[t].Sum(row => row[0]) * 100 * (1 << (t + 2)));
            Assert.Equal(expected, network.Parameters.ExportGradients()[0]);
        }
    }

    /// <summary>Spikes are delayed as spikes, one byte each.</summary>
    [Theory]
    [MemberData(nameof(Cuts))]
    public void SpikesComeAStepLate(int window, int segment)
    {
        NetworkBuilder<Float64> builder = new(Device, Units, LayerTiming.Pipelined);
        builder.AddDevices("felif", [new Felif<Float64>(new FelifParameters { SaturationPolarization = 0.02 })], new FelifSetup().Options(new BrunoGradient()));
        builder.AddLinear(Units, [1, 0, 0, 1], null);
        SequenceExtent extent = new(Steps, 2);
        using Network<Float64> network = builder.Build(new SequenceExtent(Steps, 3), new TimePlan(Steps, window, segment > 0 ? [segment] : []));
        using DeviceBuffer<Float64> buffer = Buffer<Float64>(Flat.Of(new RandomArrays(7).Cube(Steps, 2, Units, 0, 4)));
        List<double> spikes = [], output = [];
        network.Forward(new Signal<Float64>(buffer.View), extent, seen =>
        {
            spikes.AddRange(ConformanceBuffers.Download(network.Layers[0].Output.Spikes, Device.Accelerator.DefaultStream, seen.Rows * Units));
            output.AddRange(Read(network.Output.Values, seen.Rows * Units));
        });
        int row = extent.Batch * Units;
        Assert.InRange(spikes.Sum(), 4, Steps * row / 2);
        Assert.Equal([.. new double[row], .. spikes[..^row]], output);
    }

    /// <summary>What a delay takes: a window of its signal and of its adjoint, two rows of states, and a row for each that is kept.</summary>
    [Fact]
    public void ADelayKeepsARowASegment()
    {
        ComputeDevice planned = Device.Plan();
        long Bytes(LayerTiming timing, TimePlan plan)
        {
            NetworkBuilder<Float64> builder = new(planned, Units, timing);
            builder.AddLinear(Units, new double[4], null);
            builder.AddLinear(Units, new double[4], null);
            using Network<Float64> network = builder.Build(new SequenceExtent(plan.Steps, 3), plan);
            return planned.Memory.Bytes;
        }

        TimePlan plan = new(100, 5, [20]);
        Assert.Equal(4 + 3, plan.Rows);
        const int Row = 3 * Units * 8;
        Assert.Equal(Row * (2 * 5 + 2 + plan.Rows), Bytes(LayerTiming.Pipelined, plan) - Bytes(LayerTiming.Aligned, plan));
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class DelayLayerCpuTests(CpuBackend backend) : DelayLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class DelayLayerCudaTests(CudaBackend backend) : DelayLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class DelayLayerOpenClTests(OpenClBackend backend) : DelayLayerTests(backend);
