using BenchmarkDotNet.Attributes;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>What does an encoder of 4 channels to 128 cost over 100 ms, float32?</summary>
public class EncoderBenchmark
{
    private const int Channels = 4;
    private const int Outputs = 128;
    private const int Steps = 100;

    private Bench bench = null!;
    private ArrayView<Float32> input;
    private Network<Float32> network = null!;

    [ParamsSource(nameof(Devices))]
    public string Device { get; set; } = "";

    [Params(16, 128)]
    public int Batch { get; set; }

    public static IEnumerable<string> Devices => Bench.Devices;

    private SequenceExtent Extent => new(Steps, Batch);

    [GlobalSetup]
    public void Setup()
    {
        bench = new Bench(Device);
        double[] gain = [.. Enumerable.Range(0, Outputs).Select(i => 0.5 + i * 1e-2)];
        input = bench.Values(Steps * Batch * Channels, -1, 1);
        network = bench.Build(Channels, Extent, input, builder => builder.AddEncoder(gain, gain));
    }

    [GlobalCleanup]
    public void Cleanup() => bench.Dispose();

    [Benchmark(Baseline = true)]
    public void Forward() => bench.Run(() => network.Forward(new(input), Extent));

    [Benchmark]
    public void Backward() => bench.Run(() => network.Backward(new(input), Extent));
}
