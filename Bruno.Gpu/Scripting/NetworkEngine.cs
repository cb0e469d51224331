using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Training;
using ILGPU;

namespace Bruno.Gpu.Scripting;

/// <summary>A <see cref="TrainingSession{T}"/> behind names and plain arrays.</summary>
internal sealed class NetworkEngine<T> : INetworkEngine
    where T : unmanaged, IReal<T>
{
    private readonly ComputeDevice device;
    private readonly RunConfiguration configuration;
    private readonly Dataset data;
    private readonly TrainingSession<T> session;

    /// <summary>Builds the session.</summary>
    public NetworkEngine(ComputeDevice device, RunConfiguration configuration, Dataset data)
    {
        (this.device, this.configuration) = (device, configuration);
        this.data = ScoredSequences.Of(data, configuration.Loss);
        session = new(device, configuration, data);
    }

    /// <inheritdoc/>
    public int Batches => session.Batches;

    /// <inheritdoc/>
    public int BatchSize => session.Network.Capacity.Batch;

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Parameters() => Named(session.Network.Parameters.Export());

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Gradients() => Named(session.Network.Parameters.ExportGradients());

    /// <inheritdoc/>
    public void Set(string name, IReadOnlyList<double> values)
    {
        ParameterStore<T> store = session.Network.Parameters;
        Parameter parameter = store.Parameters.FirstOrDefault(candidate => SessionCheckpoint.NameOf(candidate) == name)
            ?? throw Wrong($"There is no parameter '{name}'{NearestName.Hint(name, [.. store.Parameters.Select(SessionCheckpoint.NameOf)])}; there are {string.Join(", ", store.Parameters.Select(SessionCheckpoint.NameOf))}.");
        if (values.Count != parameter.Length)
            throw Wrong($"{name} has {parameter.Length} values ({string.Join(" x ", parameter.Shape)}), not {values.Count}.");
        double[] all = store.Export();
        for (int i = 0; i < values.Count; ++i)
            all[parameter.Offset + i] = values[i];
        store.Import(all);
    }

    /// <inheritdoc/>
    public void Begin(Action<string> note) => InitialActivity<T>.ReachIn(session, configuration.Network, note);

    /// <inheritdoc/>
    public IEnumerable<int[]> BatchesOf(int epoch) => session.BatchesOf(epoch);

    /// <inheritdoc/>
    public BatchScore Backward(int[] samples, int epoch, double progress)
    {
        if (samples.Length < 1 || samples.Length > BatchSize)
            throw Wrong($"A batch of {samples.Length} samples: at least 1 and at most {BatchSize} fit; for more set training.batch_size.");
        int outside = Array.FindIndex(samples, sample => sample < 0 || sample >= session.Train.Count);
        if (outside >= 0)
            throw Wrong($"There is no training sample {samples[outside]}: they are numbered 0 to {session.Train.Count - 1}.");
        (double meanLoss, long correct, long trials) = session.Differentiate(samples, epoch, progress);
        return new(meanLoss, trials > 0 ? (double)correct / trials : null);
    }

    /// <inheritdoc/>
    public void Step(double learningRate) => session.Step(learningRate);

    /// <inheritdoc/>
    public EpochScore TrainEpoch(int epoch, Func<int, double> learningRate, Action<TrainingProgress>? report, CancellationToken cancellation)
    {
        SplitMetrics train = session.TrainEpoch(epoch, 0, learningRate, report, () => cancellation.IsCancellationRequested).Metrics
            ?? throw new OperationCanceledException(cancellation);
        if (!double.IsFinite(train.Loss))
            throw new DivergedException(epoch, "the training loss");
        SplitMetrics validation = Evaluate("validation", epoch, cancellation);
        return new(epoch, learningRate(session.Batches - 1), train.Loss, validation.Loss, validation.Accuracy);
    }

    /// <inheritdoc/>
    public RunSummary TrainIn(RunFolder folder, Action<TrainingProgress>? report, Action<string> note, CancellationToken cancellation) =>
        TrainingRun.TrainIn(folder, session, device, configuration, DataChecksum.Of(data), null, ["(a program)"], report, cancellation, note);

    /// <inheritdoc/>
    public SplitMetrics Evaluate(string split, int epoch, CancellationToken cancellation)
    {
        session.Average.Exchange();
        try
        {
            return session.Evaluate(SplitOf(split), epoch, null, cancellation);
        }
        finally
        {
            session.Average.Exchange();
        }
    }

    /// <inheritdoc/>
    public SampleTrace Trace(string split, int sample)
    {
        IReadOnlyList<Sample> samples = data.SplitOf(split);
        if (sample < 0 || sample >= samples.Count)
            throw Wrong($"There is no {split} sample {sample}: they are numbered 0 to {samples.Count - 1}.");
        if (MicroStepUnrolling.Repeats(configuration) > 1)
            throw Wrong("The network of bptt-full runs at the micro-step, where nothing is taken down: use another gradient method to look at it.");
        Sample seen = samples[sample];
        using Recorder recorder = new(session.Network);
        session.Look(SplitOf(split), sample, recorder);
        double[,] input = new double[seen.Steps, data.Channels];
        for (int i = 0; i < seen.Values.Length; ++i)
            input[i / data.Channels, i % data.Channels] = seen.Values[i];
        return new(data.StepSeconds, input, [.. session.Network.Layers.Select((layer, i) => TraceOf(recorder.Layers, layer, i, seen.Steps))]);
    }

    /// <inheritdoc/>
    public Checkpoint Save(RunState state) => SessionCheckpoint.Of(state, session);

    /// <inheritdoc/>
    public RunState Load(Checkpoint checkpoint) => SessionCheckpoint.Restore(checkpoint, session);

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private DeviceSplit<T> SplitOf(string name) => name switch
    {
        "train" => session.Train,
        "validation" => session.Validation,
        "test" => session.Test,
        _ => throw Wrong($"There is no split '{name}': there are train, validation and test."),
    };

    private LayerTrace TraceOf(LayerRecorder<T> recorder, ILayer<T> layer, int index, int steps)
    {
        Dictionary<string, double[,]> states = [];
        Dictionary<string, string> axes = [];
        if (configuration.Network.Layers[index] is DeviceLayerConfiguration devices && recorder.Variables(index) > 0)
        {
            IReadOnlyList<ShownQuantity> variables = devices.FindModel().Variables;
            for (int i = 0; i < variables.Count; ++i)
            {
                states.Add(variables[i].Column, Table(recorder.States(index, i, 0, steps), steps, layer.Outputs, variables[i].Scale));
                axes.Add(variables[i].Column, variables[i].Unit.Length > 0 ? $"{variables[i].Symbol} ({variables[i].Unit})" : variables[i].Symbol);
            }
        }

        return new(layer.Name, layer.IsSpiking, Table(recorder.Outputs(index, 0, steps), steps, layer.Outputs, 1), states) { Axes = axes };
    }

    private static double[,] Table(IEnumerable<(int Step, double[] Row)> rows, int steps, int units, double scale)
    {
        double[,] table = new double[steps, units];
        foreach ((int step, double[] row) in rows)
        {
            for (int unit = 0; unit < units; ++unit)
                table[step, unit] = row[unit] * scale;
        }

        return table;
    }

    private IReadOnlyList<NamedArray> Named(double[] values) =>
    [
        .. session.Network.Parameters.Parameters.Select(parameter => new NamedArray(
            SessionCheckpoint.NameOf(parameter), parameter.Shape, values[parameter.Offset..(parameter.Offset + parameter.Length)])),
    ];

    private static BrunoException Wrong(string message) => new(ExitCode.Usage, message);

    /// <summary>Sees one sample.</summary>
    private sealed class Recorder(Networks.Network<T> network) : IOutputRecorder<T>
    {
        public LayerRecorder<T> Layers { get; } = new(network);

        public void Add(Signal<T> input, ArrayView<int> lengths, TimeWindow window) => Layers.Add(window);

        public void Take(ReadOnlySpan<int> samples)
        {
        }

        public void Dispose() => Layers.Clear();
    }
}
