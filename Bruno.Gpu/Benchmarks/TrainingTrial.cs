using System.Diagnostics;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
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
    private readonly Network<T> network;
    private readonly Optimizer<T> optimizer;
    private readonly ILoss<T> loss;
    private readonly LossPass<T> pass;
    private readonly DeviceBuffer<T>[] values;
    private readonly DeviceBuffer<int>[] integers;

    /// <summary>Builds the trial.</summary>
    /// <param name="device">The compute device, or its plan.</param>
    /// <param name="configuration">Network, gradient method, loss, optimizer, seed.</param>
    /// <param name="inputs">Channels of the data.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="extent">Outer steps and batch elements.</param>
    /// <exception cref="DeviceMemoryExceededException">It does not fit.</exception>
    public TrainingTrial(ComputeDevice device, RunConfiguration configuration, int inputs, int outputs, SequenceExtent extent)
    {
        int repeats = configuration.Gradient.Create() is FullBpttGradient ? MicroStepUnrolling.Factor(configuration) : 1;
        if (repeats > 1)
            configuration = MicroStepUnrolling.Of(configuration);
        this.device = device;
        this.extent = extent with { Steps = checked(extent.Steps * repeats) };
        learningRate = configuration.Optimizer.LearningRate;

        int batch = extent.Batch;
        bool isSequence = configuration.Loss.Kind == LossKind.Sequence;
        network = NetworkFactory.Build<T>(device, configuration.Design, inputs, outputs, 1e-3 / repeats, this.extent);
        optimizer = new Optimizer<T>(device, network.Parameters, configuration.Optimizer);
        loss = configuration.Loss.Create<T>(device, batch, outputs);
        pass = new LossPass<T>(network, loss, configuration.Seed);
        DeviceMemory memory = device.Memory;
        values =
        [
            memory.Allocate<T>((long)this.extent.Steps * batch * inputs, MemoryPurpose.Data),
            memory.Allocate<T>(isSequence ? (long)this.extent.Steps * batch * outputs : 0, MemoryPurpose.Data),
            memory.Allocate<T>(batch, MemoryPurpose.Scratch),
        ];
        integers = [.. Enumerable.Range(0, 5).Select(i => memory.Allocate<int>(batch, i < 3 ? MemoryPurpose.Data : MemoryPurpose.Scratch))];
        if (device.IsPlan)
            return;

        values[0].Upload(Random(configuration.Seed, extent.Steps, batch * inputs, repeats, value => value));
        if (isSequence)
            values[1].Upload(Random(configuration.Seed + 1, extent.Steps, batch * outputs, repeats, value => value < 0.1 ? 1 : 0));
        integers[0].Upload([.. Enumerable.Range(0, batch).Select(i => i % outputs)]);
        integers[1].Upload([.. Enumerable.Repeat(this.extent.Steps, batch)]);
        integers[2].Upload([.. Enumerable.Range(0, batch)]);
    }

    /// <inheritdoc/>
    public MemoryPlan Memory => MemoryPlan.Of(device, network);

    private LossTargets<T> Targets => new(integers[0].View, values[1].View, integers[1].View);

    private SampleScores<T> Scores => new(integers[2].View, values[2].View, integers[3].View, integers[4].View);

    /// <inheritdoc/>
    public double Step() => Time(() =>
    {
        pass.Train(new Signal<T>(values[0].View), Targets, Scores, extent, optimizer.Steps);
        optimizer.Step(learningRate);
    });

    /// <inheritdoc/>
    public StepPhases StepByPhases()
    {
        Signal<T> input = new(values[0].View);
        return new StepPhases(
            Time(() => pass.Evaluate(input, Targets, Scores, extent)),
            Time(() => pass.Differentiate(input, Targets, extent, optimizer.Steps)),
            Time(() => optimizer.Step(learningRate)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IDisposable[] parts = [.. integers, .. values, loss, optimizer, network];
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
