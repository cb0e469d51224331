using BenchmarkDotNet.Attributes;
using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>
/// What does the fine integration of 27 FeLIF neurons over 20 ms cost, float32? <c>bruno benchmark integrators</c> tells
/// how accurate it is.
/// </summary>
public class IntegratorBenchmark
{
    private const int Neurons = 27;
    private const int Steps = 20;

    private Bench bench = null!;
    private ArrayView<Float32> input;
    private Network<Float32> network = null!;

    [ParamsSource(nameof(Devices))]
    public string Device { get; set; } = "";

    /// <summary>The integrator; micro-steps for Euler, steps for exponential.</summary>
    [Params("euler 1000", "exponential 64", "adaptive")]
    public string Integrator { get; set; } = "";

    [Params(16, 128)]
    public int Batch { get; set; }

    public static IEnumerable<string> Devices => Bench.Devices;

    [GlobalSetup]
    public void Setup()
    {
        bench = new Bench(Device);
        string[] words = Integrator.Split(' ');
        IntegratorKind kind = Enum.Parse<IntegratorKind>(words[0], ignoreCase: true);
        input = bench.Values(Steps * Batch * Neurons, -0.5, 3);
        network = bench.Build(Neurons, new(Steps, Batch), input, builder =>
            FelifLayers.Add(builder, kind, words.Length > 1 ? int.Parse(words[1]) : 1000, new BrunoGradient()));
    }

    [GlobalCleanup]
    public void Cleanup() => bench.Dispose();

    [Benchmark]
    public void Forward() => bench.Run(() => network.Forward(new(input), new(Steps, Batch)));
}
