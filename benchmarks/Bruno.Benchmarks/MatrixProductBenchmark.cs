using BenchmarkDotNet.Attributes;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>
/// The products of a dense layer 128 -> 256 over 100 steps of 16 samples on the CPU accelerator, float32: on the host's
/// own cores, and as the portable kernel. One product is 105 million floating-point operations.
/// </summary>
public class MatrixProductBenchmark
{
    private static readonly MatrixShape Shape = new(1600, 128, 256);

    private ComputeDevice device = null!;
    private IMatrixProduct<Float32> product = null!;
    private DeviceBuffer<Float32> x = null!;
    private DeviceBuffer<Float32> weights = null!;
    private DeviceBuffer<Float32> y = null!;

    /// <summary>Host code, or the portable kernel.</summary>
    [Params("host", "kernel")]
    public string Implementation { get; set; } = "host";

    [GlobalSetup]
    public void Setup()
    {
        device = ComputeDevice.Open("cpu");
        product = Implementation == "host" ? new HostMatrixProduct<Float32, float>(device) : new DeviceMatrixProduct<Float32>(device);
        x = Allocate(Shape.Rows * Shape.Inputs);
        weights = Allocate(Shape.Inputs * Shape.Outputs);
        y = Allocate(Shape.Rows * Shape.Outputs);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        y.Dispose();
        weights.Dispose();
        x.Dispose();
        device.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Forward()
    {
        product.Forward(Shape, new Signal<Float32>(x.View), weights.View, ArrayView<Float32>.Empty, y.View);
        device.Synchronize();
    }

    [Benchmark]
    public void BackwardInput()
    {
        product.BackwardInput(Shape, y.View, weights.View, x.View);
        device.Synchronize();
    }

    [Benchmark]
    public void BackwardWeights()
    {
        product.BackwardWeights(Shape, new Signal<Float32>(x.View), y.View, weights.View);
        device.Synchronize();
    }

    private DeviceBuffer<Float32> Allocate(int length) => device.Memory.Allocate<Float32>(
        [.. Enumerable.Range(0, length).Select(i => Float32.From((i % 17 - 8) * 1e-3))], MemoryPurpose.Data);
}
