using BenchmarkDotNet.Attributes;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>What does each loss on 27 spiking outputs cost over 100 ms, float32: its score, and its derivative?</summary>
public class LossBenchmark
{
    private const int Outputs = 27;
    private const int Steps = 100;

    private Bench bench = null!;
    private ILoss<Float32> loss = null!;
    private Signal<Float32> output;
    private ArrayView<Float32> adjoint;
    private LossTargets<Float32> targets;
    private SampleScores<Float32> scores;

    [ParamsSource(nameof(Devices))]
    public string Device { get; set; } = "";

    [Params(16, 128)]
    public int Batch { get; set; }

    [Params(LossKind.SpikeCount, LossKind.FirstSpike, LossKind.Sequence)]
    public LossKind Loss { get; set; }

    public static IEnumerable<string> Devices => Bench.Devices;

    private TimeWindow Window => TimeWindow.Whole(new(Steps, Batch));

    [GlobalSetup]
    public void Setup()
    {
        bench = new Bench(Device);
        int length = Steps * Batch * Outputs;
        output = new(bench.Spikes(length, 0.1));
        adjoint = bench.Values(length, 0, 0);
        IEnumerable<int> elements = Enumerable.Range(0, Batch);
        targets = new(
            bench.Integers(elements.Select(i => i % Outputs)), bench.Values(length, 0, 1), bench.Integers(elements.Select(_ => Steps)));
        scores = new(bench.Integers(elements), bench.Values(Batch, 0, 0), bench.Integers(elements), bench.Integers(elements));
        loss = bench.Keep(new LossConfiguration { Kind = Loss }.Create<Float32>(bench.Device, Batch, Outputs));
    }

    [GlobalCleanup]
    public void Cleanup() => bench.Dispose();

    [Benchmark(Baseline = true)]
    public void Score() => bench.Run(() =>
    {
        loss.Observe(output, targets, scores, Window);
        loss.Score(targets, scores, Batch);
    });

    [Benchmark]
    public void Differentiate() => bench.Run(() => loss.Differentiate(output, targets, adjoint, Window));
}
