using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.RunReports;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.RunReports.Variants;

namespace Bruno.Cli.Rendering;

/// <summary>Writes a report, and says where it is and what is missing in it.</summary>
internal static class RunReportView
{
    /// <summary>Writes page and tables; names of files on standard output, what is missing on standard error.</summary>
    /// <param name="report">The report.</param>
    /// <param name="page">The file of the page; none where it is not wanted.</param>
    /// <param name="folder">The folder of the tables; none where they are not wanted.</param>
    /// <param name="formats">The formats of the tables.</param>
    /// <param name="json">Whether the result is JSON.</param>
    public static ExitCode Write(RunReport report, string? page, string? folder, IReadOnlyList<TableFormat> formats, bool json)
    {
        long bytes = page is null ? 0 : report.Write(page);
        IReadOnlyList<string> tables = folder is null ? [] : report.WriteTables(folder, formats);
        ReportedRun[] runs = [.. report.Content.Runs];
        string[] faults =
        [
            .. from run in runs
               from fault in run.Faults
               select $"{run.Name}: {fault}",
            .. from run in runs
               where run.Configuration is not null && !run.IsComplete
               select $"{run.Name}: {run.Status} after {run.Epochs} epochs; it takes no part in means",
            .. from detail in report.Content.Details
               from note in detail.Inspection.Notes
               select $"{detail.Run.Name}: {note}",
        ];
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(new { Output = page, Bytes = bytes, Tables = tables, Runs = runs.Length, Variants = report.Content.Variants.Select(variant => variant.Name), Faults = faults }));
            return ExitCode.Ok;
        }

        foreach (string fault in faults)
            MessageConsole.WriteLine($"note: {fault}");
        string what = $"{runs.Length} {(runs.Length == 1 ? "run" : "runs")} of {report.Content.Variants.Count} {(report.Content.Variants.Count == 1 ? "variant" : "variants")}";
        if (page is not null)
            Console.Out.WriteLine($"{page}: {what}, {Format.Number(bytes / 1000.0)} kB");
        if (folder is not null)
            Console.Out.WriteLine($"{folder}: {tables.Count} tables of {what}");
        return ExitCode.Ok;
    }
}
