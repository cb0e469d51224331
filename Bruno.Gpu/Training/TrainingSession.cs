using System.Diagnostics;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Divergence;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Training;

/// <summary>
/// A network with its data, loss and optimizer on a device. Everything is allocated here, nothing in the loop.
/// </summary>
internal sealed class TrainingSession<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(0.25);

    /// <summary>A batch that takes longer can be given up halfway.</summary>
    private static readonly TimeSpan LongBatch = TimeSpan.FromSeconds(0.25);

    private readonly RunConfiguration configuration;
    private readonly ComputeDevice device;
    private readonly BatchRunner<T> runner;
    private readonly StateWatch<T> watch;
    private FaultSearch<T>? search;

    /// <summary>Builds the session.</summary>
    /// <exception cref="ConfigurationException">The network does not fit the data.</exception>
    /// <exception cref="Errors.BrunoException">Nothing of a split is scored.</exception>
    /// <exception cref="DeviceMemoryExceededException">The session does not fit the device.</exception>
    public TrainingSession(ComputeDevice device, RunConfiguration configuration, Dataset dataset)
    {
        (RunConfiguration Configuration, Dataset Dataset) asked = (configuration, dataset);
        dataset = ScoredSequences.Of(dataset, configuration.Loss);
        int stepsOfStep = MicroStepUnrolling.Repeats(configuration);
        (configuration, dataset) = MicroStepUnrolling.Apply(configuration, dataset);

        this.configuration = configuration;
        this.device = device;
        // Where nothing is trained, there are only test samples.
        int batchSize = Math.Min(configuration.Training.BatchSize, dataset.Train.Count > 0 ? dataset.Train.Count : dataset.Test.Count);
        SequenceExtent capacity = new(dataset.MaximumSteps, batchSize);
        DataShape shape = dataset.Shape;
        long before = device.Memory.Bytes;
        (runner, Optimizer, Average, Train, Validation, Test, Tally, watch) = device.Memory.AllOrNothing(() =>
        {
            BatchRunner<T> built = new(device, configuration, shape, capacity);
            return (
                built,
                new Optimizer<T>(device, built.Network.Parameters, configuration.Optimizer),
                new ParameterAverage<T>(device, built.Network.Parameters, configuration.Optimizer.AverageOver),
                new DeviceSplit<T>(device, "train", dataset.Train, shape.Channels, shape.TargetWidth),
                new DeviceSplit<T>(device, "validation", dataset.Validation, shape.Channels, shape.TargetWidth),
                new DeviceSplit<T>(device, "test", dataset.Test, shape.Channels, shape.TargetWidth),
                new ActivityTally<T>(built.Network, shape.Channels),
                new StateWatch<T>(built.Network));
        });
        RequirePlanned(device.Memory.Bytes - before, asked.Configuration, asked.Dataset);
        Measurement = new(configuration, Network, dataset.StepSeconds, stepsOfStep);
    }

    /// <summary>What the session takes of device memory, or will take where it is built on a plan.</summary>
    public MemoryPlan Memory => MemoryPlan.Of(device, Network);

    /// <summary>The network.</summary>
    public Network<T> Network => runner.Network;

    /// <summary>The optimizer.</summary>
    public Optimizer<T> Optimizer { get; }

    /// <summary>The mean of the parameters, where evaluations are of that.</summary>
    public ParameterAverage<T> Average { get; }

    /// <summary>The training set.</summary>
    public DeviceSplit<T> Train { get; }

    /// <summary>The validation set.</summary>
    public DeviceSplit<T> Validation { get; }

    /// <summary>The test set.</summary>
    public DeviceSplit<T> Test { get; }

    /// <summary>What makes metrics of what the batches of a split leave.</summary>
    internal SplitMeasurement<T> Measurement { get; }

    /// <summary>The loss, as long as its steps are.</summary>
    internal LossConfiguration Loss => configuration.Loss;

    /// <summary>Counts of events in the split that is being run.</summary>
    public ActivityTally<T> Tally { get; }

    /// <summary>Training batches an epoch.</summary>
    public int Batches => (Train.Count + BatchSize - 1) / BatchSize;

    private int BatchSize => Network.Capacity.Batch;

    /// <summary>
    /// Trains on the training set once, in an order that follows from seed and epoch. The scores are those at the time
    /// when each sample was seen.
    /// </summary>
    /// <param name="epoch">The epoch, the first being 1.</param>
    /// <param name="firstBatch">Where to begin: not 0 to finish an epoch that was interrupted.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="shouldPause">Asked between batches.</param>
    /// <returns>The metrics; or the batch before which it paused.</returns>
    /// <exception cref="DivergedException">A gradient, a moment or a parameter was not finite.</exception>
    public (SplitMetrics? Metrics, int StoppedAt) TrainEpoch(
        int epoch, int firstBatch, double learningRate, Action<TrainingProgress>? report, Func<bool> shouldPause) =>
        TrainEpoch(epoch, firstBatch, _ => learningRate, report, shouldPause);

    /// <param name="epoch">The epoch, the first being 1.</param>
    /// <param name="firstBatch">Where to begin: not 0 to finish an epoch that was interrupted.</param>
    /// <param name="learningRate">The learning rate of a batch of the epoch, the first being 0.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="shouldPause">Asked between batches.</param>
    /// <inheritdoc cref="TrainEpoch(int, int, double, Action{TrainingProgress}?, Func{bool})"/>
    public (SplitMetrics? Metrics, int StoppedAt) TrainEpoch(
        int epoch, int firstBatch, Func<int, double> learningRate, Action<TrainingProgress>? report, Func<bool> shouldPause)
    {
        int[] order = OrderOf(epoch);
        Train.Order.Upload(order);
        if (firstBatch == 0)
            Tally.Clear();
        return Run(Train, order, epoch, firstBatch, learningRate, report, shouldPause);
    }

    /// <summary>Trains on one batch of an epoch.</summary>
    /// <param name="epoch">The epoch, the first being 1.</param>
    /// <param name="batch">The batch, the first being 0.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <returns>The mean loss of the batch before the step; not a number where a gradient was not finite.</returns>
    internal double TrainBatch(int epoch, int batch, double learningRate)
    {
        int[] order = OrderOf(epoch);
        Train.Order.Upload(order);
        ReadOnlySpan<int> samples = RunBatch(Train, order, epoch, batch, learningRate, null);
        double loss = Train.Scores.Download().Of(samples).Loss;
        return Optimizer.FindNonFinite() is null ? loss : double.NaN;
    }

    /// <summary>The batches of an epoch: the numbers of their training samples, in an order that follows from seed and epoch.</summary>
    /// <param name="epoch">The epoch, the first being 1.</param>
    internal IEnumerable<int[]> BatchesOf(int epoch) => OrderOf(epoch).Chunk(BatchSize);

    /// <summary>Scores some training samples and computes all gradients of their mean loss; parameters stay as they are.</summary>
    /// <param name="samples">Their numbers, at most as many as a batch holds.</param>
    /// <param name="epoch">The epoch that it belongs to, the first being 1.</param>
    /// <param name="progress">The share of the whole training that is done, 0 to 1.</param>
    /// <returns>The mean loss, what was right, and what could have been.</returns>
    /// <exception cref="DivergedException">A gradient was not finite.</exception>
    internal (double Loss, long Correct, long Trials) Differentiate(int[] samples, int epoch, double progress)
    {
        Train.Order.Upload(samples);
        Tally.Clear();
        Network.Draws.UseTrainingChip(configuration.Training.ChipOf(epoch, Optimizer.Steps));
        Network.Draws.Train(Optimizer.Steps, progress);
        SequenceExtent extent = new(Train.LongestOf(samples), samples.Length);
        ArrayView<int> order = Train.Order.View.SubView(0, samples.Length);
        runner.Batch.Fill(Train, order, extent, configuration.Augmentation.WarpOf(configuration.Seed, Optimizer.Steps));
        runner.Train(Train.Scores.Of(order), extent, Optimizer.Steps, _ => watch.See());
        RequireFinite(epoch, isTrained: true);
        return Train.Scores.Download().Of(samples);
    }

    /// <summary>A step of the optimizer along the gradients that are there.</summary>
    /// <param name="learningRate">The learning rate.</param>
    internal void Step(double learningRate)
    {
        using LaunchGate.Stretch whole = device.Gate.Open();
        Optimizer.Step(learningRate);
        Average.Take(Optimizer.Steps);
    }

    /// <summary>Runs one sample without training, and lets a recorder see it.</summary>
    /// <param name="split">Where it is.</param>
    /// <param name="sample">Its number.</param>
    /// <param name="recorder">Takes down what the network does.</param>
    internal void Look(DeviceSplit<T> split, int sample, IOutputRecorder<T> recorder)
    {
        split.Order.Upload([sample]);
        Tally.Clear();
        Network.Draws.UseTrainingChip(configuration.Training.ChipOf(0, Optimizer.Steps));
        Network.Draws.Evaluate(0, Optimizer.Steps);
        RunBatch(split, split.Order.View.SubView(0, 1), new(split.Steps[sample], 1), null, recorder);
        recorder.Take([sample]);
    }

    /// <summary>Spikes a neuron and step of every layer, on a batch of training samples that follows from the seed; 0 for layers that put out values.</summary>
    internal double[] SpikeRates()
    {
        int[] order = OrderOf(epoch: 0)[..Math.Min(BatchSize, Train.Count)];
        Train.Order.Upload(order);
        Tally.Clear();
        Network.Draws.UseTrainingChip(configuration.Training.ChipOf(0, Optimizer.Steps));
        Network.Draws.Evaluate(0, Optimizer.Steps);
        RunBatch(Train, Train.Order.View.SubView(0, order.Length), new(Train.LongestOf(order), order.Length), null, null);
        double steps = order.Sum(sample => (double)Train.Steps[sample]);
        return [.. Tally.Activity().OfLayers.Select(layer => layer.Spikes / (layer.Units * steps))];
    }

    /// <summary>Runs a split without training.</summary>
    /// <param name="split">The split.</param>
    /// <param name="epoch">The epoch that it is run after.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <param name="outputs">Takes down what the network puts out; none where nobody asks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal SplitMetrics Evaluate(
        DeviceSplit<T> split, int epoch, Action<TrainingProgress>? report, CancellationToken cancellation, IOutputRecorder<T>? outputs = null)
    {
        try
        {
            return EvaluateOnce(split, epoch, report, cancellation, outputs);
        }
        catch (LostStateException)
        {
            return Seeking(() => EvaluateOnce(split, epoch, report, cancellation, null));
        }
    }

    /// <summary>Runs again what came to a number that is not finite, with a look at each.</summary>
    /// <exception cref="Devices.RateFaultException">The equations of a device failed; it says where.</exception>
    /// <exception cref="DivergedException">Another number was the first.</exception>
    internal TResult Seeking<TResult>(Func<TResult> run)
    {
        watch.HasLost();
        search = new(Network, Optimizer);
        Network.SeenBack = search.SeeBack;
        try
        {
            return run();
        }
        finally
        {
            (Fault, Replay) = (search.Found, search.Replay);
            Network.SeenBack = null;
            search = null;
        }
    }

    /// <summary>The first number that is not finite, where it was sought and found.</summary>
    internal NumberFault? Fault { get; private set; }

    /// <summary>The device that belongs to it; none where there is none.</summary>
    internal DeviceReplay? Replay { get; private set; }

    /// <summary>The configuration as it is run: unrolled where the gradient method goes through micro-steps.</summary>
    internal RunConfiguration Configuration => configuration;

    private SplitMetrics EvaluateOnce(
        DeviceSplit<T> split, int epoch, Action<TrainingProgress>? report, CancellationToken cancellation, IOutputRecorder<T>? outputs)
    {
        int[] order = [.. Enumerable.Range(0, split.Count)];
        split.Order.Upload(order);
        Tally.Clear();
        return Run(split, order, epoch, 0, null, report, () => cancellation.IsCancellationRequested, outputs).Metrics
            ?? throw new OperationCanceledException(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IDisposable[] parts = [watch, Tally, Test, Validation, Train, Average, Optimizer, runner];
        foreach (IDisposable part in parts)
            part.Dispose();
    }

    private (SplitMetrics? Metrics, int StoppedAt) Run(
        DeviceSplit<T> split, int[] order, int epoch, int firstBatch, Func<int, double>? learningRate,
        Action<TrainingProgress>? report, Func<bool> shouldPause, IOutputRecorder<T>? outputs = null)
    {
        long stepsBefore = Optimizer.Steps;
        Stopwatch watch = Stopwatch.StartNew(), sinceReport = Stopwatch.StartNew(), sinceBatch = Stopwatch.StartNew();
        for (int i = firstBatch; i * BatchSize < split.Count; ++i)
        {
            if (i > firstBatch && shouldPause())
            {
                RequireFinite(epoch, learningRate is not null);
                return (null, i);
            }

            // Before it ends, a training batch changes nothing but the tally that would be missed.
            long[][]? before = learningRate is not null && (i == firstBatch || sinceBatch.Elapsed > LongBatch) ? Tally.Download() : null;
            sinceBatch.Restart();
            int done = i * BatchSize;
            try
            {
                using LaunchGate.Stretch batch = learningRate is null || before is not null ? device.Gate.Close() : device.Gate.Open();
                done += RunBatch(split, order, epoch, i, learningRate?.Invoke(i), outputs).Length;
            }
            catch (OperationCanceledException) when (before is not null)
            {
                Tally.Upload(before);
                return (null, i);
            }

            if (done < split.Count && sinceReport.Elapsed > ReportInterval)
            {
                RequireFinite(epoch, learningRate is not null);
                report?.Invoke(Measurement.Progress(split, order, done, epoch));
                sinceReport.Restart();
            }
        }

        Invariant.Holds(Optimizer.Steps == stepsBefore + (learningRate is null ? 0 : Batches - firstBatch), "A batch of training is a step, and one of evaluation none");
        device.Synchronize();
        RequireFinite(epoch, learningRate is not null);
        double seconds = watch.Elapsed.TotalSeconds;
        TrainingProgress end = Measurement.Progress(split, order, split.Count, epoch);
        report?.Invoke(end);
        return (Measurement.Metrics(split, end, Tally.Activity(), seconds), 0);
    }

    /// <summary>Runs a batch of a split, and returns the numbers of its samples.</summary>
    private ReadOnlySpan<int> RunBatch(DeviceSplit<T> split, int[] order, int epoch, int batch, double? learningRate, IOutputRecorder<T>? outputs)
    {
        Network.Draws.UseTrainingChip(configuration.Training.ChipOf(epoch, Optimizer.Steps));
        int begin = batch * BatchSize, count = Math.Min(BatchSize, split.Count - begin);
        ReadOnlySpan<int> samples = order.AsSpan(begin, count);
        SequenceExtent extent = new(split.LongestOf(samples), count);
        search?.Begin(split.Name, epoch, batch, samples, samples.ToArray().Select(sample => split.Steps[sample]));
        if (learningRate is null)
            Network.Draws.Evaluate(batch, Optimizer.Steps);
        else
            Network.Draws.Train(Optimizer.Steps, (epoch - 1 + (double)batch / Batches) / configuration.Training.Epochs);
        RunBatch(split, split.Order.View.SubView(begin, count), extent, learningRate, outputs);
        outputs?.Take(samples);
        return samples;
    }

    private void RunBatch(DeviceSplit<T> split, ArrayView<int> samples, SequenceExtent extent, double? learningRate, IOutputRecorder<T>? outputs)
    {
        runner.Batch.Fill(split, samples, extent, learningRate is null ? null : configuration.Augmentation.WarpOf(configuration.Seed, Optimizer.Steps));
        SampleScores<T> scores = split.Scores.Of(samples);
        void Seen(TimeWindow window)
        {
            Tally.Add(runner.Batch.Input, runner.Batch.Lengths, window);
            watch.See();
            search?.See(window);
            outputs?.Add(runner.Batch.Input, runner.Batch.Lengths, window);
        }

        if (learningRate is not double rate)
        {
            runner.Evaluate(scores, extent, Seen);
            return;
        }

        if (search is null)
        {
            runner.Train(scores, extent, Optimizer.Steps, Seen);
        }
        else
        {
            runner.Evaluate(scores, extent, Seen);
            search.SeeLosses(split.Scores.Download().Losses);
            runner.Differentiate(extent, Optimizer.Steps);
            search.SeeGradients();
        }

        Step(rate);
        search?.SeeStep();
    }

    private void RequireFinite(int epoch, bool isTrained)
    {
        if (watch.HasLost())
            throw new LostStateException(epoch);
        if (!isTrained)
            return;
        if (Optimizer.FindNonFinite() is Parameter parameter)
            throw new DivergedException(epoch, $"{parameter.Name}, its gradient or a moment of it");
    }

    private int[] OrderOf(int epoch) => SampleOrder.Of(configuration.Seed, epoch, Train.Count);

    /// <summary>Before anything is allocated, users are told what it will take.</summary>
    [Conditional(Invariant.Symbol)]
    private void RequirePlanned(long bytes, RunConfiguration asked, Dataset dataset)
    {
        if (device.IsPlan)
            return;
        ComputeDevice plan = device.Plan();
        using TrainingSession<T> planned = new(plan, asked, dataset);
        Invariant.Holds(plan.Memory.Bytes == bytes, "A run takes the memory that it was planned to take");
    }
}
