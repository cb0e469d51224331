using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Training;

/// <summary>Starts, resumes and evaluates runs, in the precision that their configuration names.</summary>
internal static class TrainingRun
{
    /// <summary>Trains a new run. Its folder is made once everything else is accepted.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="output">The run's folder, which must be empty or not exist.</param>
    /// <param name="commandLine">What the user typed; recorded.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches; the state is saved.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <param name="note">Told what the user should know.</param>
    /// <param name="pictures">How the learning curve is written.</param>
    /// <exception cref="BrunoException">Data, device or memory are missing, the folder is taken, or training diverged.</exception>
    public static RunSummary Start(
        RunConfiguration configuration, string output, IReadOnlyList<string> commandLine,
        Action<TrainingProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null, Action<string>? note = null,
        PictureOptions? pictures = null)
    {
        using RunResources resources = new(_ => policy);
        return Start(configuration, output, commandLine, report, cancellation, resources, note, pictures: pictures);
    }

    /// <summary>Trains a new run with what it shares with others.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="output">The run's folder, which must be empty or not exist.</param>
    /// <param name="commandLine">What the user typed; recorded.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches; the state is saved.</param>
    /// <param name="resources">Devices and data that are open.</param>
    /// <param name="note">Told what the user should know.</param>
    /// <param name="pauseAfter">After which epoch it stops, its state saved, to be resumed; none to train to the end.</param>
    /// <param name="pictures">How the learning curve is drawn.</param>
    /// <exception cref="BrunoException">Data, device or memory are missing, the folder is taken, or training diverged.</exception>
    public static RunSummary Start(
        RunConfiguration configuration, string output, IReadOnlyList<string> commandLine, Action<TrainingProgress>? report,
        CancellationToken cancellation, RunResources resources, Action<string>? note = null, int? pauseAfter = null, PictureOptions? pictures = null)
    {
        RunFolder.RequireFree(output);
        return Train(configuration.Accept(), () => RunFolder.Create(output), null, commandLine, report, cancellation, resources, note, pauseAfter, pictures ?? new());
    }

    /// <summary>Goes on with a run where its last checkpoint was saved. Nothing of it is written before everything is accepted.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="configuration">Its configuration with what is to change; <see cref="ResumeRules"/> says what may.</param>
    /// <param name="options">What is asked for besides going on.</param>
    /// <param name="commandLine">What the user typed; recorded.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches; the state is saved.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <param name="note">Told what the user should know.</param>
    /// <param name="pictures">How the learning curve is written.</param>
    /// <exception cref="BrunoException">
    /// A setting changes that may not, the run is complete, its checkpoint is missing or of another network, data, device or memory are
    /// missing, or training diverged.
    /// </exception>
    public static RunSummary Resume(
        string run, RunConfiguration configuration, ResumeOptions options, IReadOnlyList<string> commandLine,
        Action<TrainingProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null, Action<string>? note = null,
        PictureOptions? pictures = null)
    {
        using RunResources resources = new(_ => policy);
        return Resume(run, configuration, options, commandLine, report, cancellation, resources, note, pictures: pictures);
    }

    /// <summary>Goes on with a run, with what it shares with others.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="configuration">Its configuration with what is to change; <see cref="ResumeRules"/> says what may.</param>
    /// <param name="options">What is asked for besides going on.</param>
    /// <param name="commandLine">What the user typed; recorded.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches; the state is saved.</param>
    /// <param name="resources">Devices and data that are open.</param>
    /// <param name="note">Told what the user should know.</param>
    /// <param name="pauseAfter">After which epoch it stops, its state saved, to be resumed; none to train to the end.</param>
    /// <param name="pictures">How the learning curve is drawn.</param>
    /// <exception cref="BrunoException">As of a resume without shared resources.</exception>
    public static RunSummary Resume(
        string run, RunConfiguration configuration, ResumeOptions options, IReadOnlyList<string> commandLine, Action<TrainingProgress>? report,
        CancellationToken cancellation, RunResources resources, Action<string>? note = null, int? pauseAfter = null, PictureOptions? pictures = null)
    {
        RunFolder folder = RunFolder.Open(run);
        if (folder.IsUnbegun)
        {
            note?.Invoke("The run ended before its first checkpoint: it begins anew.");
            return Start(configuration, run, commandLine, report, cancellation, resources, note, pauseAfter, pictures);
        }

        using IDisposable taken = folder.Take();
        RunConfiguration before = ConfigurationOf(run).Accept();
        configuration = configuration.Accept();
        return Train(
            configuration, () => folder, new Resumption(before, ResumeRules.Require(before, configuration, options), options),
            commandLine, report, cancellation, resources, note, pauseAfter, pictures ?? new());
    }

    /// <summary>What a run would take of device memory.</summary>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <exception cref="BrunoException">Data or device are missing, or the network does not fit the data.</exception>
    public static MemoryPlan Plan(RunConfiguration configuration, DevicePolicy? policy = null)
    {
        (configuration, Dataset dataset) = configuration.OutlineData();
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
        return Plan(configuration, dataset, device);
    }

    /// <summary>Evaluates a checkpoint of a run on data of its kind: one of its splits, or others.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="configuration">Its configuration, perhaps with another device.</param>
    /// <param name="useBest">The checkpoint with the lowest validation loss, or the last one.</param>
    /// <param name="on">The data.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <returns>The metrics, and the epoch of the checkpoint.</returns>
    public static (SplitMetrics Metrics, int Epoch) Evaluate(
        string run, RunConfiguration configuration, bool useBest, EvaluatedData on,
        Action<TrainingProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null)
    {
        RunFolder folder = RunFolder.Open(run);
        string checkpoint = useBest ? folder.BestCheckpoint : folder.LastCheckpoint;
        return configuration.Precision == Precision.Double
            ? Evaluate<Float64>(configuration, on, session => SessionCheckpoint.LoadEvaluated(checkpoint, session), report, cancellation, policy)
            : Evaluate<Float32>(configuration, on, session => SessionCheckpoint.LoadEvaluated(checkpoint, session), report, cancellation, policy);
    }

    /// <summary>Evaluates a network that is no run, with parameters from elsewhere.</summary>
    /// <param name="configuration">The network, and how it is run.</param>
    /// <param name="parameters">Gives the values of all its parameters, one array after the other.</param>
    /// <param name="on">The data.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    public static SplitMetrics Evaluate(
        RunConfiguration configuration, Func<IReadOnlyList<Parameter>, double[]> parameters, EvaluatedData on,
        Action<TrainingProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null)
    {
        RunState Import<T>(TrainingSession<T> session)
            where T : unmanaged, IReal<T>
        {
            session.Network.Parameters.Import(parameters(session.Network.Parameters.Parameters));
            return new();
        }

        return configuration.Precision == Precision.Double
            ? Evaluate<Float64>(configuration, on, Import, report, cancellation, policy).Metrics
            : Evaluate<Float32>(configuration, on, Import, report, cancellation, policy).Metrics;
    }

    /// <summary>The configuration of a run.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="changes">Settings that go over it; none where it is wanted as it is.</param>
    /// <exception cref="BrunoException">It is no run, or there are faults; the message lists all.</exception>
    public static RunConfiguration ConfigurationOf(string run, RunSettings? changes = null) =>
        (changes ?? new RunSettings([], [])).Over(RunFolder.Open(run).ReadConfiguration()).Bind();

    private static MemoryPlan Plan(RunConfiguration configuration, Dataset dataset, ComputeDevice device) =>
        configuration.Precision == Precision.Double
            ? Plan<Float64>(configuration, dataset, device)
            : Plan<Float32>(configuration, dataset, device);

    private static MemoryPlan Plan<T>(RunConfiguration configuration, Dataset dataset, ComputeDevice device)
        where T : unmanaged, IReal<T>
    {
        using TrainingSession<T> session = new(device.Plan(), configuration, dataset);
        return session.Memory;
    }

    private static RunSummary Train(
        RunConfiguration configuration, Func<RunFolder> open, Resumption? resumption, IReadOnlyList<string> commandLine,
        Action<TrainingProgress>? report, CancellationToken cancellation, RunResources resources, Action<string>? note, int? pauseAfter, PictureOptions pictures)
    {
        (configuration, Dataset dataset) = resources.Load(configuration);
        foreach (string remark in dataset.Remarks)
            note?.Invoke(remark);
        foreach (string warning in dataset.Warnings)
            note?.Invoke($"Warning: {warning}");
        ComputeDevice device = resources.Open(configuration);
        device.EndOn(cancellation);
        Plan(configuration, dataset, device).RequireFit();
        foreach (string leftOut in ScoredSequences.LeftOut(dataset, configuration.Loss))
            note?.Invoke(leftOut);
        foreach (string warning in TrainingWarnings.Of(configuration, dataset.StepSeconds))
            note?.Invoke($"Warning: {warning}");
        return configuration.Precision == Precision.Double
            ? Train<Float64>(configuration, dataset, device, open, resumption, commandLine, report, cancellation, note, pauseAfter, pictures)
            : Train<Float32>(configuration, dataset, device, open, resumption, commandLine, report, cancellation, note, pauseAfter, pictures);
    }

    private static RunSummary Train<T>(
        RunConfiguration configuration, Dataset dataset, ComputeDevice device, Func<RunFolder> open, Resumption? resumption,
        IReadOnlyList<string> commandLine, Action<TrainingProgress>? report, CancellationToken cancellation, Action<string>? note, int? pauseAfter,
        PictureOptions pictures)
        where T : unmanaged, IReal<T>
    {
        using TrainingSession<T> session = new(device, configuration, dataset);
        if (resumption is null)
            InitialActivity<T>.ReachIn(session, configuration.Network, note);
        // Whoever cancels waits until all is saved.
        using SavedWork saved = new(cancellation);
        RunFolder folder = open();
        using IDisposable? taken = resumption is null ? folder.Take() : null;
        // Another may have had it meanwhile.
        if (resumption is null)
            RunFolder.RequireFree(folder.Path, folder.Files);
        RunSummary summary = TrainIn(folder, session, device, configuration, DataChecksum.Of(dataset), resumption, commandLine, report, cancellation, note, pauseAfter);
        IReadOnlyList<MetricsRow> rows = MetricsLog.Read(folder.Metrics, folder.Files);
        if (rows.Count > 0)
            LearningCurvePlot.Of(rows).Save(folder.LearningCurve, pictures.WithThoseAt(folder.LearningCurve), folder.Files);
        return summary;
    }

    /// <summary>Trains in a folder that this process has, and a session that stands at the beginning or is put where the run was.</summary>
    internal static RunSummary TrainIn<T>(
        RunFolder folder, TrainingSession<T> session, ComputeDevice device, RunConfiguration configuration, string data, Resumption? resumption,
        IReadOnlyList<string> commandLine, Action<TrainingProgress>? report, CancellationToken cancellation, Action<string>? note,
        int? pauseAfter = null)
        where T : unmanaged, IReal<T>
    {
        Trainer<T> trainer = new(device, configuration, session, folder, data);
        if (resumption is not null)
            trainer.Restore(resumption.Before, resumption.Changes, resumption.Options, note);

        // Everything is accepted: from here on files are written.
        folder.WriteConfiguration(ConfigurationWriter.Write(configuration));
        EnvironmentReport environment = EnvironmentReport.Collect(
            configuration.Seed, commandLine, AcceleratorDescription.Of(device.Description), configuration.Precision.ToString().ToLowerInvariant());
        new RunStart(environment, trainer.State.Epoch, trainer.State.Batch, resumption?.Changes ?? [], resumption?.Options.Checkpoint, data).Record(folder, note);
        return trainer.Run(report, note, cancellation, pauseAfter);
    }

    private static (SplitMetrics Metrics, int Epoch) Evaluate<T>(
        RunConfiguration configuration, EvaluatedData on, Func<TrainingSession<T>, RunState> load,
        Action<TrainingProgress>? report, CancellationToken cancellation, DevicePolicy? policy)
        where T : unmanaged, IReal<T>
    {
        (configuration, Dataset dataset) = on.Load(configuration.Accept());
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
        device.EndOn(cancellation);
        using TrainingSession<T> session = new(device, configuration, dataset);
        RunState state = load(session);
        DeviceSplit<T> samples = on.SplitName switch
        {
            "train" => session.Train,
            "validation" => session.Validation,
            _ => session.Test,
        };
        if (on.Outputs is null)
            return (session.Evaluate(samples, state.Epoch, report, cancellation), state.Epoch);

        using OutputSteps<T> outputs = new(
            session.Network, samples.Steps, dataset.Task == DatasetTask.Classification ? new Evidence(session.Loss, dataset.Outputs).AtEnd : null);
        SplitMetrics metrics = session.Evaluate(samples, state.Epoch, report, cancellation, outputs);
        OutputTable.Write(on.Outputs, dataset, ScoredSequences.Of(dataset, configuration.Loss).SplitOf(on.SplitName), outputs.Rows);
        return (metrics, state.Epoch);
    }

    /// <summary>How a run goes on.</summary>
    internal sealed record Resumption(RunConfiguration Before, IReadOnlyList<SettingDifference> Changes, ResumeOptions Options);
}
