using BenchmarkDotNet.Attributes;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>
/// What does the backward pass of each gradient method cost, over the forward pass with the same tape? 27 FeLIF neurons,
/// 20 ms, float32. Methods through micro-steps take Euler with 100 of them, as does everything that is compared with
/// them; the undersampled ones also take the adaptive integrator. e-prop and SLTT-K choose what the network runs, not
/// what a layer does, and are left to <c>bruno benchmark time</c>.
/// </summary>
public class GradientBenchmark
{
    private const int Neurons = 27;
    private const int Steps = 20;

    private Bench bench = null!;
    private ArrayView<Float32> input;
    private Network<Float32> network = null!;

    [ParamsSource(nameof(Devices))]
    public string Device { get; set; } = "";

    /// <summary>The gradient method and the integrator.</summary>
    [Params(
        "Bruno euler", "Pass euler", "Exact euler", "ExactLiteral euler", "Bptt euler", "Checkpointed euler", "Coarse euler",
        "Bruno adaptive", "Exact adaptive", "Stored adaptive")]
    public string Method { get; set; } = "";

    [Params(16, 128)]
    public int Batch { get; set; }

    public static IEnumerable<string> Devices => Bench.Devices;

    private SequenceExtent Extent => new(Steps, Batch);

    [GlobalSetup]
    public void Setup()
    {
        bench = new Bench(Device);
        string[] words = Method.Split(' ');
        bool isStored = words[0] == "Stored";
        GradientConfiguration gradient = new()
        {
            Method = isStored ? GradientKind.Exact : Enum.Parse<GradientKind>(words[0]),
            Sensitivities = isStored ? SensitivityPlacement.Stored : SensitivityPlacement.Recomputed,
        };
        input = bench.Values(Steps * Batch * Neurons, -0.5, 3);
        network = bench.Build(Neurons, Extent, input, builder => FelifLayers.Add(
            builder, Enum.Parse<IntegratorKind>(words[1], ignoreCase: true), 100, gradient.Create()));
    }

    [GlobalCleanup]
    public void Cleanup() => bench.Dispose();

    [Benchmark(Baseline = true)]
    public void Forward() => bench.Run(() => network.Forward(new(input), Extent));

    [Benchmark]
    public void Backward() => bench.Run(() => network.Backward(new(input), Extent));
}
