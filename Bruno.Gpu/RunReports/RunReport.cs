using System.Globalization;
using System.Text;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.RunReports.Inspections;
using Bruno.Gpu.RunReports.Pages;
using Bruno.Gpu.RunReports.Results;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.RunReports.Variants;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.RunReports;

/// <summary>A report of runs: pages and tables.</summary>
internal sealed class RunReport
{
    private RunReport(ReportContent content) => Content = content;

    /// <summary>What it shows.</summary>
    public ReportContent Content { get; }

    /// <summary>Reads runs and looks at some of them in detail. Nothing is written.</summary>
    /// <param name="paths">Folders of runs, or folders that hold such anywhere below; none for a report of its preface alone.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Cancels between runs, and within one that is looked at in detail between batches.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <exception cref="BrunoException">There are no runs, or none with a configuration.</exception>
    public static RunReport Make(
        IReadOnlyList<string> paths, ReportOptions options, Action<WorkProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null)
    {
        IReadOnlyList<(string Name, Training.RunFolder Folder)> found = RunSearch.Find(paths);
        List<ReportedRun> runs = [];
        foreach ((string name, Training.RunFolder folder) in found)
        {
            cancellation.ThrowIfCancellationRequested();
            runs.Add(ReportedRun.Read(name, folder));
            report?.Invoke(new($"reading {name}", 0.5 * runs.Count / found.Count));
        }

        IReadOnlyList<Variant> variants = Variant.Of(runs);
        if (variants.Count == 0 && paths.Count > 0)
            throw new BrunoException(ExitCode.Data, $"No run has a configuration that can be read. {runs[0].Name}: {string.Join("; ", runs[0].Faults)}");
        (Variant Variant, ReportedRun Run)[] chosen =
        [
            .. variants.Where(variant => variant.BestRun is not null).OrderBy(variant => variant.ValidationLoss).Take(options.RunsInDetail ?? (runs.Count > ReportOptions.FewRuns ? 0 : ReportOptions.UsualRunsInDetail))
                .Select(variant => (variant, variant.BestRun!)),
        ];
        List<(Variant, ReportedRun, RunInspection)> details = [];
        foreach ((Variant variant, ReportedRun run) in chosen)
        {
            report?.Invoke(new($"running {run.Name}", 0.5 + 0.5 * details.Count / chosen.Length));
            RunConfiguration configuration = run.Configuration! with { Device = options.Device ?? run.Configuration.Device };
            details.Add((variant, run, RunInspector.Inspect(run.Folder, configuration, options.Samples, cancellation, policy)));
        }

        ReportTable?[] tables = variants.Count == 0 ? [] :
        [
            ResultTables.OfVariants(variants), ResultTables.OfDifferences(variants, options.Confidence), ResultTables.OfEnergy(variants), ResultTables.OfChips(variants),
            ResultTables.OfRuns(variants), ResultTables.OfSettings(variants),
        ];
        EnvironmentReport here = EnvironmentReport.Collect(0, []);
        return new(new()
        {
            Title = options.Title ?? string.Join(", ", paths.Select(path => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))))),
            Time = DateTimeOffset.UtcNow,
            Version = here.Commit is { Length: > 7 } commit ? $"{here.ProgramVersion} ({commit[..7]})" : here.ProgramVersion,
            Runs = runs,
            Variants = variants,
            Tables = (options.Preface?.Tables ?? []).Concat(tables.OfType<ReportTable>()).ToDictionary(table => table.Name),
            Preface = options.Preface,
            Details = details,
            DetailNote = NoteOf(variants.Count, details.Count),
        });
    }

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <returns>Its size, bytes.</returns>
    /// <exception cref="BrunoException">It cannot be written.</exception>
    public long Write(string path)
    {
        byte[] page = Encoding.UTF8.GetBytes(ReportPage.Of(Content));
        AtomicFile.Write(path, stream => stream.Write(page));
        return page.Length;
    }

    /// <summary>Writes all tables, a file each and format.</summary>
    /// <returns>The files.</returns>
    /// <exception cref="BrunoException">One cannot be written.</exception>
    public IReadOnlyList<string> WriteTables(string folder, IReadOnlyList<TableFormat> formats)
    {
        List<string> files = [];
        foreach (ReportTable table in Content.Tables.Values)
        {
            foreach (TableFormat format in formats)
            {
                files.Add(Path.Combine(folder, table.Name + TableText.EndingOf(format)));
                AtomicFile.WriteText(files[^1], TableText.Of(table, format));
            }
        }

        return files;
    }

    private static string? NoteOf(int variants, int details) => details < variants
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{(details == 0 ? "No run was" : details == 1 ? $"The best run by validation of the best of {variants} variants was" : $"The best runs by validation of the {details} best of {variants} variants were")} looked at in detail; --runs-in-detail {variants} looks at one of each.")
        : null;
}
