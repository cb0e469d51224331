using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Chips;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Schedules;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Scripting;

/// <summary>
/// A network with its data on a compute device, made by <see cref="SpikingNetwork.On(Dataset)"/>: to be trained as a whole (<see cref="Train"/>) or
/// batch by batch (<see cref="Batches"/>, <see cref="Backward"/>, <see cref="Step"/>), looked into, judged and saved. It holds memory of the
/// device until it is disposed.
/// </summary>
public sealed class NetworkTraining : IDisposable
{
    private readonly ComputeDevice device;
    private readonly INetworkEngine engine;
    private readonly LearningRate schedule;
    private readonly List<string> notes = [];
    private RunState state = new();
    private int steps;

    internal NetworkTraining(RunConfiguration configuration, Dataset data)
    {
        (Settings, Data) = (configuration, data);
        schedule = new(configuration.Schedule, configuration.Optimizer.LearningRate, configuration.Training.Epochs);
        device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision);
        try
        {
            engine = configuration.Precision == Precision.Double
                ? new NetworkEngine<Float64>(device, configuration, data)
                : new NetworkEngine<Float32>(device, configuration, data);
            engine.Begin(notes.Add);
        }
        catch
        {
            engine?.Dispose();
            device.Dispose();
            throw;
        }

        notes.AddRange(data.Remarks);
        notes.AddRange(data.Warnings);
        notes.AddRange(TrainingWarnings.Of(configuration, data.StepSeconds));
    }

    /// <summary>All settings, decided and checked.</summary>
    public RunConfiguration Settings { get; }

    /// <summary>The data, split and prepared.</summary>
    public Dataset Data { get; }

    /// <summary>The compute device.</summary>
    public string Device => device.Description.Name;

    /// <summary>What the settings and the data make doubtful, and what was decided for them, a sentence each.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>How many epochs <see cref="Train"/> has trained for so far.</summary>
    public int Epoch => state.Epoch;

    /// <summary>All parameters, as they are now, by names as in checkpoints: <c>1/linear/weights</c>.</summary>
    public IReadOnlyDictionary<string, NamedArray> Parameters => engine.Parameters().ToDictionary(array => array.Name);

    /// <summary>Their gradients, as the last <see cref="Backward"/> or batch left them.</summary>
    public IReadOnlyDictionary<string, NamedArray> Gradients => engine.Gradients().ToDictionary(array => array.Name);

    /// <summary>Trains for the epochs of the settings, or goes on for more where that is done already.</summary>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <returns>How each epoch went. The network is left as after the last of them.</returns>
    /// <exception cref="BrunoException">Training diverged; the message says what to do.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<EpochScore> Train(Action<TrainingProgress>? report = null, CancellationToken cancellation = default)
    {
        List<EpochScore> scores = [];
        int last = state.Epoch < Settings.Training.Epochs ? Settings.Training.Epochs : state.Epoch + Settings.Training.Epochs;
        for (int epoch = state.Epoch + 1; epoch <= last; ++epoch)
        {
            EpochScore score = engine.TrainEpoch(epoch, batch => schedule.At(epoch, batch, engine.Batches), report, cancellation);
            schedule.Observe(score.ValidationLoss);
            bool isBest = state.BestLoss is not double best || score.ValidationLoss < best;
            state = state with { Epoch = epoch, Plateau = schedule.State, BestEpoch = isBest ? epoch : state.BestEpoch, BestLoss = isBest ? score.ValidationLoss : state.BestLoss };
            scores.Add(score);
        }

        return scores;
    }

    /// <summary>
    /// Trains a run, as <c>bruno train</c> does: with metrics, checkpoints, settings and summary in a folder, which the program's other commands read.
    /// </summary>
    /// <param name="folder">The run's folder, which must be empty or not exist.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches; the state is saved.</param>
    /// <exception cref="BrunoException">The folder is taken, training has begun already, something of the network is known to this program alone, or training diverged.</exception>
    public RunSummary TrainIn(string folder, Action<TrainingProgress>? report = null, CancellationToken cancellation = default)
    {
        if (Settings.Gradient.Own is not null || Settings.Loss.Own is not null)
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"A run's folder says all that the run is made of, and cannot say {(Settings.Loss.Own is not null ? "a loss" : "a gradient method")} of a program: use Train() and Save(), or one by name.");
        }

        if (state.Epoch > 0 || steps > 0)
            throw new BrunoException(ExitCode.Usage, "A run's folder begins with a fresh network, and this one was trained already: make another with On(...).");
        RunFolder.RequireFree(folder);
        RunFolder run = RunFolder.Create(folder);
        using IDisposable taken = run.Take();
        RunSummary summary = engine.TrainIn(run, report, notes.Add, cancellation);
        state = CheckpointFile.Load(run.LastCheckpoint).HeaderAs<RunState>();
        return summary;
    }

    /// <summary>The batches of an epoch: numbers of training samples, in an order that follows from the seed and the epoch.</summary>
    /// <param name="epoch">The epoch, the first being 1.</param>
    public IEnumerable<int[]> Batches(int epoch = 1) => engine.BatchesOf(epoch);

    /// <summary>Scores training samples and computes all gradients of their mean loss. Nothing of the network changes.</summary>
    /// <param name="samples">Their numbers in <see cref="Dataset.Train"/> of <see cref="Data"/>, at most as many as a batch of the settings holds.</param>
    /// <exception cref="BrunoException">There are no such samples or too many, or a gradient is not finite.</exception>
    public BatchScore Backward(params int[] samples) => engine.Backward(
        samples, 1 + steps / engine.Batches, Math.Min(1, (double)steps / ((long)engine.Batches * Settings.Training.Epochs)));

    /// <summary>Lets the optimizer of the settings take a step along the gradients that are there.</summary>
    /// <param name="learningRate">The learning rate; that of the settings where it is not given.</param>
    public void Step(double? learningRate = null)
    {
        engine.Step(learningRate ?? Settings.Optimizer.LearningRate);
        ++steps;
    }

    /// <summary>Sets a parameter to numbers of one's own.</summary>
    /// <param name="name">Its name, as in <see cref="Parameters"/>.</param>
    /// <param name="values">Its numbers, as many as it has, the last axis fastest.</param>
    /// <exception cref="BrunoException">There is no such parameter, or it has another number of values.</exception>
    public void SetParameter(string name, IReadOnlyList<double> values) => engine.Set(name, values);

    /// <summary>How the network does, as it is now.</summary>
    /// <param name="split">train, validation or test.</param>
    public SplitMetrics Evaluate(string split = "test") => engine.Evaluate(split, state.Epoch, default);

    /// <summary>The share of samples that it gets right, as it is now.</summary>
    /// <param name="split">train, validation or test.</param>
    /// <exception cref="BrunoException">Numbers are predicted, which are never just right.</exception>
    public double Accuracy(string split = "test") => Evaluate(split).Accuracy
        ?? throw new BrunoException(ExitCode.Usage, "Where numbers are predicted there is no accuracy: see Evaluate().Loss and Evaluate().RmsError.");

    /// <summary>Runs a sample, and tells what every layer did.</summary>
    /// <param name="sample">Its number in the split.</param>
    /// <param name="split">train, validation or test.</param>
    /// <exception cref="BrunoException">There is no such sample.</exception>
    public SampleTrace Trace(int sample, string split = "test") => engine.Trace(split, sample);

    /// <summary>Judges the network, as it is now, on virtual chips, which differ as the settings of synapses and neurons say.</summary>
    /// <param name="chips">How many chips.</param>
    /// <param name="afterSeconds">Times after programming at which each is judged, s; at once where none are given.</param>
    /// <exception cref="BrunoException">Numbers are predicted, there is nothing that drifts, or memory is missing.</exception>
    public ChipReport Judge(int chips, params double[] afterSeconds) => ChipEvaluation.Run(
        engine.Save(state), Settings,
        new() { Chips = chips, AfterSeconds = afterSeconds.Length > 0 ? afterSeconds : [0], UseBest = false, Data = new EvaluatedData(Split.Test) { Given = Data } },
        null, default).Report;

    /// <summary>Saves parameters and optimizer in a checkpoint, as those of run folders are: a zip of <c>.npy</c> files.</summary>
    /// <param name="path">The file, which is written over.</param>
    public void Save(string path) => CheckpointFile.Save(path, engine.Save(state));

    /// <summary>Puts parameters and optimizer of a checkpoint of the same network back.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BrunoException">It is missing or corrupt, or of another network.</exception>
    public void Load(string path)
    {
        state = engine.Load(CheckpointFile.Load(path));
        if (state.Plateau is { } plateau)
            schedule.State = plateau;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        engine.Dispose();
        device.Dispose();
    }
}
