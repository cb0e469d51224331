using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Comparison;

/// <summary>
/// Compares gradient methods with the converged gradient: the exact method in double with many micro-steps. All see the
/// same parameters and the same batch; each runs its own forward pass, with the micro-steps and in the precision that it
/// is judged at, so that a method is charged for spikes that its integration moves.
/// </summary>
internal static class GradientComparison
{
    /// <summary>Micro-steps where nothing is said: enough to tell methods apart, and few enough to wait for.</summary>
    private const int DefaultMicroSteps = 100;

    /// <summary>Compares, and writes table, picture and what they ran on into a folder.</summary>
    /// <param name="configuration">Network, data, micro-steps and precision of the methods.</param>
    /// <param name="options">Which methods, on what.</param>
    /// <param name="checkpoint">A run's checkpoint with the parameters; none for the initial ones of the seed.</param>
    /// <param name="output">The folder, which must be empty or not exist.</param>
    /// <param name="commandLine">What the user typed; recorded.</param>
    /// <param name="report">Told before and after every pass how far it is.</param>
    /// <param name="cancellation">Cancels between passes, or between windows of a forward pass; what is there is written.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <exception cref="BrunoException">Options are wrong, the folder is taken, or data, device or memory are missing.</exception>
    public static GradientComparisonResult Run(
        RunConfiguration configuration, GradientComparisonOptions options, string? checkpoint, string output,
        IReadOnlyList<string> commandLine, Action<ComparisonProgress>? report, CancellationToken cancellation,
        DevicePolicy? policy = null)
    {
        options.RequireValid();
        if (checkpoint is null && configuration.Network.Init == InitialScale.Activity)
        {
            throw new BrunoException(
                ExitCode.Usage,
                "network.init = \"activity\" scales weights where a training starts: compare gradients on a run (--run RUN), or with network.init=given.");
        }

        // All methods on the same dynamics: where one goes back through micro-steps, all of them do.
        if (options.Methods.Any(method => (configuration.Gradient with { Method = method }).Create().NeedsMicroSteps))
            configuration = configuration.ResolveForMicroSteps(DefaultMicroSteps);
        (configuration, Dataset dataset) = configuration.LoadData();
        dataset = ScoredSequences.Of(dataset, configuration.Loss);
        ScoredSequences.RequireLongerThanWarmup(options.Horizons.Min(), configuration.Loss);
        Checkpoint? parameters = checkpoint is null ? null : CheckpointFile.Load(checkpoint);
        // The reference is in double, whatever the methods are in.
        using ComputeDevice device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, Precision.Double, policy);
        device.EndOn(cancellation);
        ComparisonBatch batch = ComparisonBatch.First(dataset, options.Samples);
        GradientComparer comparer = new(device, configuration, options, batch, parameters, report);
        comparer.RequireFit();
        ComparisonFolder folder = ComparisonFolder.Create(output, options.Force);
        AtomicFile.WriteText(folder.Configuration, ConfigurationWriter.Write(configuration));
        JsonFile.Write(folder.Environment, EnvironmentReport.Collect(
            configuration.Seed,
            commandLine,
            AcceleratorDescription.Of(device.Description),
            configuration.Precision.ToString().ToLowerInvariant()));

        List<GradientComparisonRow> rows = [];
        using (CsvTableWriter<GradientComparisonRow> table = new(folder.Rows, blockBytes: 0))
        {
            foreach (GradientComparisonRow row in comparer.Rows(cancellation))
            {
                table.Append(row);
                rows.Add(row);
            }
        }

        GradientComparisonResult result = new()
        {
            Status = comparer.IsComplete ? "completed" : "cancelled",
            Subject = Describe(configuration, options, batch, parameters),
            Remarks = [.. GradientComparisonRemarks.Of(rows, batch)],
            Rows = rows,
        };
        AtomicFile.WriteText(folder.Table, GradientComparisonTable.ToMarkdown(result));
        GradientComparisonPlot.Of(rows).Save(folder.Picture, options.Pictures);
        return result;
    }

    private static string Describe(
        RunConfiguration configuration, GradientComparisonOptions options, ComparisonBatch batch, Checkpoint? checkpoint)
    {
        string parameters = checkpoint is null
            ? $"initial parameters of seed {configuration.Seed}"
            : $"parameters after epoch {checkpoint.HeaderAs<RunState>().Epoch}";
        string samples = batch.Samples.Count == 1 ? "first training sample" : $"first {batch.Samples.Count} training samples";
        return $"{parameters}, {samples} of {batch.Dataset.Name}, methods in {configuration.Precision.ToString().ToLowerInvariant()}, "
            + $"reference: exact, {options.ReferenceSubsteps} micro-steps, double";
    }
}
