using BenchmarkDotNet.Attributes;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>
/// What does it cost to quantise the 32 768 weights of a layer 128 -> 256 to three bits, float32, to the nearest level and with
/// random numbers, once and anew for each of 128 batch elements? And how much of that is the search for w_max?
/// </summary>
public class QuantiserBenchmark
{
    private const int Inputs = 128;
    private const int Outputs = 256;

    private Bench bench = null!;
    private WeightQuantiser<Float32> quantiser = null!;
    private ArrayView<Float32> weights;
    private ArrayView<Float32> quantised;
    private uint pass;

    [ParamsSource(nameof(Devices))]
    public string Device { get; set; } = "";

    [Params(RoundingKind.Nearest, RoundingKind.Stochastic)]
    public RoundingKind Rounding { get; set; }

    [Params(1, 128)]
    public int Draws { get; set; }

    public static IEnumerable<string> Devices => Bench.Devices;

    [GlobalSetup]
    public void Setup()
    {
        bench = new Bench(Device);
        SynapseConfiguration configuration = new() { Quantisation = new() { Bits = 3, Rounding = Rounding } };
        quantiser = bench.Keep(new WeightQuantiser<Float32>(bench.Device, configuration, Inputs, Outputs));
        weights = bench.Values(Inputs * Outputs, -1, 1);
        quantised = bench.Values(Draws * Inputs * Outputs, 0, 0);
    }

    [GlobalCleanup]
    public void Cleanup() => bench.Dispose();

    [Benchmark(Baseline = true)]
    public void FindScales() => bench.Run(() => quantiser.FindScales(weights));

    [Benchmark]
    public void Quantise() => bench.Run(() => quantiser.Quantise(weights, new(0, 0, pass++), Draws, quantised));
}
