using System.Diagnostics;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Benchmarks;

/// <summary>
/// A network with one batch of random data, its loss and its optimizer: what one training step takes of memory and time,
/// and nothing besides. On a plan of a device it tells its memory and cannot be run.
/// </summary>
internal sealed class TrainingTrial<T> : ITrainingTrial
    where T : unmanaged, IReal<T>
{
    private readonly ComputeDevice device;
    private readonly SequenceExtent extent;
    private readonly double learningRate;
    private readonly BatchRunner<T> runner;
    private readonly Optimizer<T> optimizer;
    private readonly DeviceBuffer<int> samples;
    private readonly ScoreBuffers<T> scores;
    private readonly StateWatch<T> watch;

    /// <summary>Builds the trial.</summary>
    /// <param name="device">The compute device, or its plan.</param>
    /// <param name="configuration">Network, gradient method, loss, optimizer, seed.</param>
    /// <param name="inputs">Channels of the data.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="extent">Outer steps and batch elements.</param>
    /// <exception cref="DeviceMemoryExceededException">It does not fit.</exception>
    public TrainingTrial(ComputeDevice device, RunConfiguration configuration, int inputs, int outputs, SequenceExtent extent)
    {
        int repeats = MicroStepUnrolling.Repeats(configuration);
        if (repeats > 1)
            configuration = MicroStepUnrolling.Of(configuration);
        this.device = device;
        this.extent = extent with { Steps = checked(extent.Steps * repeats) };
        learningRate = configuration.Optimizer.LearningRate;

        int batch = extent.Batch;
        bool isSequence = configuration.Loss.NeedsTargets;
        runner = new BatchRunner<T>(device, configuration, new DataShape(inputs, outputs, isSequence, 1e-3 / repeats), this.extent);
        optimizer = new Optimizer<T>(device, runner.Network.Parameters, configuration.Optimizer);
        samples = device.Memory.Allocate<int>(batch, MemoryPurpose.Data);
        scores = new ScoreBuffers<T>(device.Memory, batch);
        watch = new StateWatch<T>(runner.Network);
        if (device.IsPlan)
            return;

        runner.Batch.Upload(
            Random(configuration.Seed, extent.Steps, batch * inputs, repeats, value => value),
            isSequence ? Random(configuration.Seed + 1, extent.Steps, batch * outputs, repeats, value => value < 0.1 ? 1 : 0) : [],
            [.. Enumerable.Range(0, batch).Select(i => i % outputs)],
            [.. Enumerable.Repeat(this.extent.Steps, batch)]);
        samples.Upload([.. Enumerable.Range(0, batch)]);
    }

    /// <inheritdoc/>
    public MemoryPlan Memory => MemoryPlan.Of(device, runner.Network);

    private SampleScores<T> Scores => scores.Of(samples.View);

    /// <inheritdoc/>
    public double Step() => Time(() =>
    {
        runner.Train(Scores, extent, optimizer.Steps, _ => watch.See());
        optimizer.Step(learningRate);
    });

    /// <inheritdoc/>
    public StepPhases StepByPhases()
    {
        int windows = 0;
        double forward = Time(() => runner.Evaluate(Scores, extent, _ => ++windows));
        double watching = Time(() =>
        {
            for (int window = 0; window < windows; ++window)
                watch.See();
        });
        return new(forward, Time(() => runner.Differentiate(extent, optimizer.Steps)), Time(() => optimizer.Step(learningRate)), watching);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IDisposable[] parts = [watch, scores, samples, optimizer, runner];
        foreach (IDisposable part in parts)
            part.Dispose();
    }

    private double Time(Action phase)
    {
        Stopwatch watch = Stopwatch.StartNew();
        phase();
        device.Synchronize();
        return watch.Elapsed.TotalSeconds;
    }

    private static T[] Random(ulong seed, int steps, int width, int repeats, Func<double, double> map)
    {
        CounterRandom random = new(seed, (uint)RandomStream.BenchmarkData, 0, 0);
        T[] numbers = new T[(long)steps * repeats * width];
        for (int step = 0; step < steps; ++step)
        {
            Span<T> row = numbers.AsSpan(step * repeats * width, repeats * width);
            for (int i = 0; i < width; ++i)
                row[i] = T.From(map(random.NextUniform()));
            for (int copy = 1; copy < repeats; ++copy)
                row[..width].CopyTo(row[(copy * width)..]);
        }

        return numbers;
    }
}
