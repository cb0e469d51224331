using BenchmarkDotNet.Attributes;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>
/// What do the products of a dense layer over 100 steps cost, float32, with real inputs and with spikes, on the host's own cores, as
/// portable and as tiled kernels, and with the vendor's library? With 128 -> 256 and a batch of 16 a dense one is 105 million
/// operations.
/// </summary>
public class MatrixProductBenchmark
{
    private const int Steps = 100;
    private const double SpikingShare = 0.1;

    private Bench bench = null!;
    private IMatrixProduct<Float32> product = null!;
    private Signal<Float32> x;
    private ArrayView<Float32> dx;
    private ArrayView<Float32> weights;
    private ArrayView<Float32> gradients;
    private ArrayView<Float32> biasGradients;
    private ArrayView<Float32> y;

    /// <summary>The device and what runs there.</summary>
    [ParamsSource(nameof(Implementations))]
    public string Implementation { get; set; } = "";

    /// <summary>Inputs and outputs.</summary>
    [Params("128 256", "256 27", "512 512")]
    public string Layer { get; set; } = "";

    [Params(16, 128)]
    public int Batch { get; set; }

    [Params(false, true)]
    public bool Spiking { get; set; }

    public static IEnumerable<string> Implementations =>
        Bench.Devices.SelectMany(device => (device == "cpu" ? ["host", "kernel"] : new[] { "kernel", "tiles", "library" }).Select(kind => $"{device} {kind}"));

    private MatrixShape Shape => new(Steps * Batch, int.Parse(Layer.Split(' ')[0]), int.Parse(Layer.Split(' ')[1]));

    [GlobalSetup]
    public void Setup()
    {
        string[] words = Implementation.Split(' ');
        bench = new Bench(words[0]);
        product = words[1] switch
        {
            "host" => new HostMatrixProduct<Float32, float>(bench.Device),
            "tiles" => new TiledMatrixProduct<Float32>(bench.Device),
            "library" => MatrixProduct.WithLibrary<Float32>(bench.Device),
            _ => new DeviceMatrixProduct<Float32>(bench.Device),
        };
        int inputs = Shape.Rows * Shape.Inputs;
        x = Spiking ? new(bench.Spikes(inputs, SpikingShare)) : new(bench.Values(inputs, -1, 1));
        dx = bench.Values(inputs, 0, 0);
        weights = bench.Values(Shape.Inputs * Shape.Outputs, -0.1, 0.1);
        gradients = bench.Values(Shape.Inputs * Shape.Outputs, 0, 0);
        biasGradients = bench.Values(Shape.Outputs, 0, 0);
        y = bench.Values(Shape.Rows * Shape.Outputs, -1, 1);
    }

    [GlobalCleanup]
    public void Cleanup() => bench.Dispose();

    [Benchmark(Baseline = true)]
    public void Forward() => bench.Run(() => product.Forward(Shape, x, weights, ArrayView<Float32>.Empty, y));

    [Benchmark]
    public void BackwardInput() => bench.Run(() => product.BackwardInput(Shape, y, weights, dx));

    [Benchmark]
    public void BackwardWeights() => bench.Run(() => product.BackwardWeights(Shape, x, y, gradients));

    [Benchmark]
    public void BackwardBias() => bench.Run(() => product.BackwardBias(Shape, y, biasGradients));
}
