using BenchmarkDotNet.Attributes;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Parameters;

namespace Bruno.Benchmarks;

/// <summary>What does an optimizer's step cost, float32, with and without gradient clipping?</summary>
public class OptimizerBenchmark
{
    private Bench bench = null!;
    private Optimizer<Float32> optimizer = null!;

    [ParamsSource(nameof(Devices))]
    public string Device { get; set; } = "";

    [Params(OptimizerKind.Adamax, OptimizerKind.Adam, OptimizerKind.Sgd)]
    public OptimizerKind Kind { get; set; }

    /// <summary>Parameters: those of 128 -> 256 -> 27, and a million.</summary>
    [Params(39_682, 1_000_000)]
    public int Parameters { get; set; }

    [Params(0.0, 1.0)]
    public double ClipNorm { get; set; }

    public static IEnumerable<string> Devices => Bench.Devices;

    [GlobalSetup]
    public void Setup()
    {
        bench = new Bench(Device);
        ParameterLayout layout = new();
        layout.Declare("weights", [Parameters], new double[Parameters]);
        ParameterStore<Float32> parameters = bench.Keep(new ParameterStore<Float32>(bench.Device, layout));
        optimizer = bench.Keep(new Optimizer<Float32>(
            bench.Device, parameters, new OptimizerOptions { Name = Kind, ClipNorm = ClipNorm }));
    }

    [GlobalCleanup]
    public void Cleanup() => bench.Dispose();

    [Benchmark]
    public void Step() => bench.Run(() => optimizer.Step(1e-3));
}
