using BenchmarkDotNet.Attributes;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>
/// A layer of FeLIF neurons on the CPU accelerator, float32: the forward pass, and the backward pass of every gradient
/// method over the same tape. Ratios to the forward pass are what to read.
/// </summary>
public class FelifBenchmark
{
    private const int Batch = 16;
    private const int Neurons = 27;
    private const int Steps = 50;

    private ComputeDevice device = null!;
    private DeviceBuffer<Float32> input = null!;
    private Network<Float32>[] networks = [];

    /// <summary>Micro-steps an outer step.</summary>
    [Params(100)]
    public int Substeps { get; set; }

    private static SequenceExtent Extent => new(Steps, Batch);

    private Signal<Float32> Input => new(input.View);

    [GlobalSetup]
    public void Setup()
    {
        device = ComputeDevice.Open("cpu");
        Float32[] currents = [.. Enumerable.Range(0, Steps * Batch * Neurons).Select(i => Float32.From(-0.5 + i % 37 * 0.1))];
        input = device.Memory.Allocate<Float32>(currents, MemoryPurpose.Data);
        networks = [Build(new BrunoGradient()), Build(new ExactGradient()), Build(new ExactGradient { Literal = true })];
        foreach (Network<Float32> network in networks)
            network.Forward(Input, Extent);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (Network<Float32> network in networks)
            network.Dispose();
        input.Dispose();
        device.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Forward() => Run(() => networks[0].Forward(Input, Extent));

    [Benchmark]
    public void BrunoBackward() => Run(() => networks[0].Backward(Input, Extent));

    [Benchmark]
    public void ExactBackward() => Run(() => networks[1].Backward(Input, Extent));

    [Benchmark]
    public void ExactLiteralBackward() => Run(() => networks[2].Backward(Input, Extent));

    private void Run(Action pass)
    {
        pass();
        device.Synchronize();
    }

    private Network<Float32> Build(IGradientMethod gradient)
    {
        NetworkBuilder<Float32> builder = new(device, Neurons);
        builder.AddDevices("felif", [new Felif<Float32>(new FelifParameters())], new DeviceLayerOptions
        {
            CurrentUnitAmpere = 1e-9,
            MicroSteps = Substeps,
            Surrogate = SurrogateKind.Superspike,
            SurrogateSlope = 10,
            Gradient = gradient,
        });
        return builder.Build(Extent);
    }
}
