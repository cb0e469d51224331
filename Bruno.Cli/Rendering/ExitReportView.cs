using Bruno.Gpu.EarlyExit;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>What came of early exit, as a table or JSON.</summary>
internal static class ExitReportView
{
    /// <summary>Writes to standard output.</summary>
    public static ExitCode Write(ExitReport report, ExitFiles files, bool json)
    {
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(report));
            return ExitCode.Ok;
        }

        Table table = new Table().AddColumns(
            "confidence", "accuracy", "latency (steps)", "median", "latency (s)", "confident", "synaptic operations", "energy a sample");
        foreach (ExitRow row in report.Rows)
        {
            string threshold = row.Threshold is double confidence ? Format.Exact(confidence) : "to the end";
            table.AddRow(
                row.Threshold is not null && row.Threshold == report.ChosenThreshold ? $"{threshold} *" : threshold, Format.Percent(row.Accuracy), Format.Number(row.LatencySteps),
                Format.Number(row.MedianLatencySteps), Format.Exact(Math.Round(row.LatencySeconds, 6)), Format.Percent(row.Confident), Format.Number(row.SynapticOperations),
                row.EnergyJoules is double joules ? Format.Joules(joules) : "-");
        }

        AnsiConsole.Write(table);
        Console.Out.WriteLine(FormattableString.Invariant($"{report.Checkpoint} checkpoint, epoch {report.Epoch}, {report.Split}, temperature {report.Temperature:G4}"));
        Console.Out.WriteLine(report.ChosenThreshold is not null
            ? "* the lowest confidence that keeps the accuracy of the validation set"
            : "no confidence of these keeps the accuracy of the validation set, or there is none");
        Console.Out.WriteLine($"{string.Join(", ", [files.Rows, files.Summary, .. files.Pictures])}");
        return ExitCode.Ok;
    }
}
