using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Reporting;

namespace Bruno.Gpu.Training;

/// <summary>Starts, resumes and evaluates runs, in the precision that their configuration names.</summary>
public static class TrainingRun
{
    /// <summary>Trains a new run.</summary>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="output">The run's folder, which must be empty or not exist.</param>
    /// <param name="commandLine">What the user typed; recorded.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches; the state is saved.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <param name="warn">Told before the start of <see cref="TrainingWarnings"/>.</param>
    /// <exception cref="BrunoException">Data, device or memory are missing, the folder is taken, or training diverged.</exception>
    public static RunSummary Start(
        RunConfiguration configuration, string output, IReadOnlyList<string> commandLine,
        Action<TrainingProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null, Action<string>? warn = null)
    {
        configuration = configuration.Resolve();
        Dataset dataset = DatasetCatalogue.Load(configuration.Data, configuration.Data.Seed);
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
        Plan(configuration, dataset, device).RequireFit();
        Warn(configuration, dataset, warn);
        RunFolder folder = RunFolder.Create(output);
        AtomicFile.WriteText(folder.Configuration, ConfigurationWriter.Write(configuration));
        return Train(configuration, dataset, device, folder, isResumed: false, commandLine, report, cancellation);
    }

    /// <summary>Goes on with a run where its last checkpoint was saved.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="configuration">Its configuration, perhaps with more epochs or another device.</param>
    /// <inheritdoc cref="Start"/>
    public static RunSummary Resume(
        string run, RunConfiguration configuration, IReadOnlyList<string> commandLine,
        Action<TrainingProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null, Action<string>? warn = null)
    {
        RunFolder folder = RunFolder.Open(run);
        configuration = configuration.Resolve();
        Dataset dataset = DatasetCatalogue.Load(configuration.Data, configuration.Data.Seed);
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
        Plan(configuration, dataset, device).RequireFit();
        Warn(configuration, dataset, warn);
        AtomicFile.WriteText(folder.Configuration, ConfigurationWriter.Write(configuration));
        return Train(configuration, dataset, device, folder, isResumed: true, commandLine, report, cancellation);
    }

    /// <summary>What a run would take of device memory.</summary>
    /// <param name="configuration">The resolved configuration.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <exception cref="BrunoException">Data or device are missing, or the network does not fit the data.</exception>
    public static MemoryPlan Plan(RunConfiguration configuration, DevicePolicy? policy = null)
    {
        Dataset dataset = DatasetCatalogue.Outline(configuration.Data, configuration.Data.Seed);
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
        return Plan(configuration, dataset, device);
    }

    /// <summary>Evaluates a checkpoint of a run on one of its splits.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="configuration">Its configuration, perhaps with another device.</param>
    /// <param name="useBest">The checkpoint with the lowest validation loss, or the last one.</param>
    /// <param name="split">train, validation or test.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <returns>The metrics, and the epoch of the checkpoint.</returns>
    public static (SplitMetrics Metrics, int Epoch) Evaluate(
        string run, RunConfiguration configuration, bool useBest, string split,
        Action<TrainingProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null)
    {
        configuration = configuration.Resolve();
        RunFolder folder = RunFolder.Open(run);
        Dataset dataset = DatasetCatalogue.Load(configuration.Data, configuration.Data.Seed);
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy);
        string checkpoint = useBest ? folder.BestCheckpoint : folder.LastCheckpoint;
        return configuration.Precision == Precision.Double
            ? Evaluate<Float64>(configuration, dataset, device, checkpoint, split, report, cancellation)
            : Evaluate<Float32>(configuration, dataset, device, checkpoint, split, report, cancellation);
    }

    /// <summary>The configuration of a run, with changes.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="changes">Settings that differ.</param>
    public static RunConfiguration ConfigurationOf(string run, IEnumerable<ConfigurationSource> changes) =>
        ConfigurationBinder.Bind<RunConfiguration>(
            [ConfigurationSource.FromFile(RunFolder.Open(run).Configuration), .. changes]);

    private static void Warn(RunConfiguration configuration, Dataset dataset, Action<string>? warn)
    {
        foreach (string warning in TrainingWarnings.Of(configuration, dataset.StepSeconds))
            warn?.Invoke(warning);
    }

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
        RunConfiguration configuration, Dataset dataset, ComputeDevice device, RunFolder folder, bool isResumed,
        IReadOnlyList<string> commandLine, Action<TrainingProgress>? report, CancellationToken cancellation)
    {
        JsonFile.Write(folder.Environment, EnvironmentReport.Collect(
            configuration.Seed,
            commandLine,
            AcceleratorDescription.Of(device.Description),
            configuration.Precision.ToString().ToLowerInvariant()));
        return configuration.Precision == Precision.Double
            ? Train<Float64>(configuration, dataset, device, folder, isResumed, report, cancellation)
            : Train<Float32>(configuration, dataset, device, folder, isResumed, report, cancellation);
    }

    private static RunSummary Train<T>(
        RunConfiguration configuration, Dataset dataset, ComputeDevice device, RunFolder folder, bool isResumed,
        Action<TrainingProgress>? report, CancellationToken cancellation)
        where T : unmanaged, IReal<T>
    {
        using TrainingSession<T> session = new(device, configuration, dataset);
        return new Trainer<T>(device, configuration, session, folder).Run(isResumed, report, cancellation);
    }

    private static (SplitMetrics Metrics, int Epoch) Evaluate<T>(
        RunConfiguration configuration, Dataset dataset, ComputeDevice device, string checkpoint, string split,
        Action<TrainingProgress>? report, CancellationToken cancellation)
        where T : unmanaged, IReal<T>
    {
        using TrainingSession<T> session = new(device, configuration, dataset);
        RunState state = SessionCheckpoint.Load(checkpoint, session);
        DeviceSplit<T> samples = split switch
        {
            "train" => session.Train,
            "validation" => session.Validation,
            _ => session.Test,
        };
        return (session.Evaluate(samples, state.Epoch, report, cancellation), state.Epoch);
    }
}
