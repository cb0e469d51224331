using Bruno.Gpu.Chips;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.RunReports.Variants;

/// <summary>What the folder of a run says, as far as it can be read: what is missing or damaged is among <see cref="Faults"/>, and nothing is fatal.</summary>
internal sealed record ReportedRun
{
    /// <summary>What it is called in the report.</summary>
    public required string Name { get; init; }

    /// <summary>Its folder.</summary>
    public required RunFolder Folder { get; init; }

    /// <summary>Its configuration; none where that cannot be read, and the run takes no part.</summary>
    public RunConfiguration? Configuration { get; init; }

    /// <summary>What came of it; none of a run that was killed, diverged or still runs.</summary>
    public RunSummary? Summary { get; init; }

    /// <summary>What it ran on.</summary>
    public EnvironmentReport? Environment { get; init; }

    /// <summary>The metrics of its epochs.</summary>
    public IReadOnlyList<MetricsRow> Metrics { get; init; } = [];

    /// <summary>Its evaluations on virtual chips.</summary>
    public IReadOnlyList<ReportedChips> Chips { get; init; } = [];

    /// <summary>What could not be read, a sentence each.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>completed, cancelled or unfinished.</summary>
    public string Status => Summary?.Status ?? "unfinished";

    /// <summary>Whether it takes part in means: it ran to its end.</summary>
    public bool IsComplete => Status == "completed" && Best("validation") is not null;

    /// <summary>Epochs that are complete.</summary>
    public int Epochs => Summary?.Epochs ?? (Metrics.Count > 0 ? Metrics.Max(row => row.Epoch) : 0);

    /// <summary>The metrics of a split in the epoch with the lowest validation loss; none where there are none.</summary>
    /// <param name="split">train, validation or test.</param>
    public SplitSummary? Best(string split)
    {
        if (Summary?.Best.GetValueOrDefault(split) is SplitSummary summary)
            return summary;
        return BestRow(split) is MetricsRow row ? new(row.Loss, row.Accuracy, row.EnergyJoules, row.RmsError) : null;
    }

    /// <summary>The row of a split in that epoch.</summary>
    /// <inheritdoc cref="Best"/>
    public MetricsRow? BestRow(string split) => BestEpoch is int epoch ? Metrics.FirstOrDefault(row => row.Split == split && row.Epoch == epoch) : null;

    /// <summary>The epoch with the lowest validation loss; none where no epoch is complete.</summary>
    public int? BestEpoch =>
        Summary?.BestEpoch ?? Metrics.Where(row => row.Split == "validation" && double.IsFinite(row.Loss)).MinBy(row => row.Loss)?.Epoch;

    /// <summary>Reads a folder.</summary>
    /// <param name="name">What the run is called.</param>
    /// <param name="folder">The folder.</param>
    public static ReportedRun Read(string name, RunFolder folder)
    {
        List<string> faults = [];
        RunConfiguration? configuration = Try(() => TrainingRun.ConfigurationOf(folder.Path), "its configuration cannot be read, and it takes no part");
        return new()
        {
            Name = name,
            Folder = folder,
            Configuration = configuration,
            Metrics = Try(() => MetricsLog.Read(folder.Metrics), "its metrics cannot be read") ?? [],
            Summary = File.Exists(folder.Summary) ? Try(() => JsonFile.Read<RunSummary>(folder.Summary), "its summary cannot be read") : null,
            Environment = Try(() => JsonFile.Read<EnvironmentReport>(folder.Environment), "what it ran on is not known"),
            Chips = ReportedChips.Below(folder.Path, faults),
            Faults = faults,
        };

        T? Try<T>(Func<T> read, string what)
            where T : class
        {
            try
            {
                return read();
            }
            catch (BrunoException exception)
            {
                faults.Add($"{what}: {exception.Message.ReplaceLineEndings(" ")}");
                return null;
            }
        }
    }
}
