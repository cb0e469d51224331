using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Scripting;

/// <summary>A session in a precision that its user does not see; see <see cref="NetworkTraining"/> for what its members do.</summary>
internal interface INetworkEngine : IDisposable
{
    /// <summary>Batches of an epoch.</summary>
    int Batches { get; }

    /// <summary>Samples of a batch.</summary>
    int BatchSize { get; }

    /// <summary>The values of all parameters.</summary>
    IReadOnlyList<NamedArray> Parameters();

    /// <summary>Their gradients.</summary>
    IReadOnlyList<NamedArray> Gradients();

    /// <summary>Sets a parameter.</summary>
    void Set(string name, IReadOnlyList<double> values);

    /// <summary>Scales initial weights where the network asks for it.</summary>
    void Begin(Action<string> note);

    /// <summary>The batches of an epoch.</summary>
    IEnumerable<int[]> BatchesOf(int epoch);

    /// <summary>Scores a batch and computes gradients.</summary>
    BatchScore Backward(int[] samples, int epoch, double progress);

    /// <summary>A step of the optimizer.</summary>
    void Step(double learningRate);

    /// <summary>Trains for an epoch; evaluates after it where asked.</summary>
    EpochScore TrainEpoch(int epoch, Func<int, double> learningRate, Action<TrainingProgress>? report, CancellationToken cancellation);

    /// <summary>Trains in a run's folder.</summary>
    RunSummary TrainIn(RunFolder folder, Action<TrainingProgress>? report, Action<string> note, CancellationToken cancellation);

    /// <summary>Evaluates a split.</summary>
    SplitMetrics Evaluate(string split, int epoch, CancellationToken cancellation);

    /// <summary>Runs a sample.</summary>
    SampleTrace Trace(string split, int sample);

    /// <summary>The state of the network and its optimizer.</summary>
    Checkpoint Save(RunState state);

    /// <summary>Puts it back.</summary>
    RunState Load(Checkpoint checkpoint);
}
