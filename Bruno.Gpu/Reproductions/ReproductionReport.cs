using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.RunReports;
using Bruno.Gpu.RunReports.Pages;
using Bruno.Gpu.RunReports.Tables;

namespace Bruno.Gpu.Reproductions;

/// <summary>The report of an experiment: published figures beside ours, what differs, and all that a report says of runs.</summary>
internal static class ReproductionReport
{
    private static readonly TableFormat[] Formats = Enum.GetValues<TableFormat>();

    /// <summary>Makes the report and writes page and tables, in place of earlier ones.</summary>
    /// <param name="reproduction">The experiment.</param>
    /// <param name="isQuick">Whether it is the quick version.</param>
    /// <param name="tables">The figures side by side.</param>
    /// <param name="folder">Where its runs are, and where it is written.</param>
    /// <param name="hasRuns">Whether there are any runs.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Cancels between runs.</param>
    /// <param name="policy">Which compute devices must not be used.</param>
    /// <exception cref="Errors.BrunoException">It cannot be written.</exception>
    public static void Write(
        Reproduction reproduction, bool isQuick, IReadOnlyList<ReportTable> tables, ReproductionFolder folder, bool hasRuns, Action<WorkProgress>? report,
        CancellationToken cancellation, DevicePolicy? policy = null)
    {
        ReportPreface preface = new("Beside what is published", [$"Published: {reproduction.Source}."], RemarksOf(reproduction, isQuick), tables);
        ReportOptions options = new() { Title = isQuick ? $"{reproduction.Title} (quick version)" : reproduction.Title, Preface = preface };
        RunReport made = RunReport.Make(hasRuns ? [folder.Sweep] : [], options, report, cancellation, policy);
        made.Write(folder.Report);
        made.WriteTables(folder.Tables, Formats);
    }

    /// <summary>What differs from the publication, a sentence each, the quick version's smallness first.</summary>
    public static IReadOnlyList<string> RemarksOf(Reproduction reproduction, bool isQuick) =>
    [
        .. isQuick ? [$"This is the quick version. {reproduction.QuickChanges}"] : Array.Empty<string>(),
        .. reproduction.Differences,
    ];
}
