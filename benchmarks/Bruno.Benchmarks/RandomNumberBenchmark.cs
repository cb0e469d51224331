using BenchmarkDotNet.Attributes;
using Bruno.Gpu.Accelerators;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>What do random numbers cost in kernels that do nothing else, uniform and Gaussian, two a thread?</summary>
public class RandomNumberBenchmark
{
    private Bench bench = null!;
    private Action<Index1D, uint, ArrayView<double>> uniforms = null!;
    private Action<Index1D, uint, ArrayView<double>> gaussians = null!;
    private ArrayView<double> numbers;
    private uint step;

    [ParamsSource(nameof(Devices))]
    public string Device { get; set; } = "";

    [Params(65_536, 2_097_152)]
    public int Numbers { get; set; }

    public static IEnumerable<string> Devices => Bench.Devices;

    [GlobalSetup]
    public void Setup()
    {
        bench = new Bench(Device);
        uniforms = bench.Device.Load<Action<Index1D, uint, ArrayView<double>>>(DrawKernels.Uniforms);
        gaussians = bench.Device.Load<Action<Index1D, uint, ArrayView<double>>>(DrawKernels.Gaussians);
        numbers = bench.Keep(bench.Device.Memory.Allocate<double>(Numbers, MemoryPurpose.Scratch)).View;
    }

    [GlobalCleanup]
    public void Cleanup() => bench.Dispose();

    [Benchmark(Baseline = true)]
    public void Uniforms() => bench.Run(() => uniforms(Numbers / 2, step++, numbers));

    [Benchmark]
    public void Gaussians() => bench.Run(() => gaussians(Numbers / 2, step++, numbers));
}
