using BenchmarkDotNet.Attributes;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>What do 256 LIF neurons cost over 20 ms, float32, with and without recurrence?</summary>
public class LifBenchmark
{
    private const int Neurons = 256;
    private const int Steps = 20;

    private Bench bench = null!;
    private ArrayView<Float32> input;
    private Network<Float32> network = null!;

    [ParamsSource(nameof(Devices))]
    public string Device { get; set; } = "";

    [Params(16, 128)]
    public int Batch { get; set; }

    [Params(false, true)]
    public bool Recurrent { get; set; }

    public static IEnumerable<string> Devices => Bench.Devices;

    private SequenceExtent Extent => new(Steps, Batch);

    [GlobalSetup]
    public void Setup()
    {
        bench = new Bench(Device);
        double[]? recurrent = Recurrent ? [.. Enumerable.Range(0, Neurons * Neurons).Select(i => (i * 7 % 97 - 48) * 1e-3)] : null;
        input = bench.Values(Steps * Batch * Neurons, -1, 3);
        network = bench.Build(Neurons, Extent, input, builder =>
            builder.AddLif(0.8, 0.7, 1, SurrogateKind.Superspike, 10, recurrent));
    }

    [GlobalCleanup]
    public void Cleanup() => bench.Dispose();

    [Benchmark(Baseline = true)]
    public void Forward() => bench.Run(() => network.Forward(new(input), Extent));

    [Benchmark]
    public void Backward() => bench.Run(() => network.Backward(new(input), Extent));
}
