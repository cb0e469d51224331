using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.RunReports.Variants;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.RunReports.Results;

/// <summary>What runs are measured by, in the epoch with the lowest validation loss.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Key">What it is in files for programs.</param>
/// <param name="Format">How it is shown.</param>
/// <param name="IsMoreBetter">Whether more of it is better.</param>
/// <param name="OfSplit">Its value of a split.</param>
/// <param name="OfRow">Its value of a row of the metrics.</param>
internal sealed record Measure(
    string Name, string Key, ValueFormat Format, bool IsMoreBetter, Func<SplitSummary, double?> OfSplit, Func<MetricsRow, double?> OfRow)
{
    /// <summary>The loss.</summary>
    public static Measure Loss { get; } = new("loss", "loss", ValueFormat.Loss, false, split => split.Loss, row => row.Loss);

    /// <summary>The share of right answers.</summary>
    public static Measure Accuracy { get; } = new("accuracy", "accuracy", ValueFormat.Percent, true, split => split.Accuracy, row => row.Accuracy);

    /// <summary>The root of the mean squared error.</summary>
    public static Measure RmsError { get; } = new("rms error", "rms_error", ValueFormat.Loss, false, split => split.RmsError, row => row.RmsError);

    /// <summary>What some runs are compared by: accuracy, the error of numbers, or the loss.</summary>
    public static Measure Of(IEnumerable<ReportedRun> runs)
    {
        SplitSummary[] best = [.. runs.Select(run => run.Best("test")).OfType<SplitSummary>()];
        return best.Any(split => split.Accuracy is not null) ? Accuracy : best.Any(split => split.RmsError is not null) ? RmsError : Loss;
    }

    /// <summary>Its value of a run on a split; none where it is not known.</summary>
    public double? Of(ReportedRun run, string split) => run.Best(split) is SplitSummary summary ? OfSplit(summary) : null;

    /// <summary>The same in the unit that it is shown in.</summary>
    public double? Shown(ReportedRun run, string split) => Of(run, split) * Format.Scale;

    /// <summary>The name with the unit that it is shown in.</summary>
    /// <param name="split">Of which split.</param>
    public string Title(string split) => Format.Unit.Length > 0 ? $"{split} {Name} ({Format.Unit})" : $"{split} {Name}";
}
