using Bruno.Gpu.Training;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>What came of a run, as a table.</summary>
internal static class RunSummaryView
{
    /// <summary>Writes to standard output.</summary>
    public static void Write(RunSummary summary, string folder)
    {
        bool isError = summary.Last.Values.Any(split => split.RmsError is not null);
        string measure = isError ? "rms error" : "accuracy";
        string Measure(SplitSummary split) => isError ? (split.RmsError is double error ? Format.Loss(error) : "-") : Format.Share(split.Accuracy);
        Table table = new Table().AddColumns("split", $"best (epoch {summary.BestEpoch})", measure, $"last (epoch {summary.Epochs})", measure);
        foreach ((string split, SplitSummary last) in summary.Last)
        {
            // Rows of the best epoch may be lost with a metrics.csv that was removed.
            SplitSummary? best = summary.Best.GetValueOrDefault(split);
            table.AddRow(
                split, best is null ? "-" : Format.Loss(best.Loss), best is null ? "-" : Measure(best),
                Format.Loss(last.Loss), Measure(last));
        }

        AnsiConsole.Write(table);
        Console.Out.WriteLine(
            $"{summary.Status}: {summary.Parameters} parameters, gradient {summary.Gradient}, {summary.Device}, "
            + $"{Format.Seconds(summary.Seconds)}, peak {Format.Megabytes(summary.DeviceBytesPeak)} on the device");
        Console.Out.WriteLine($"run folder: {folder}");
        if (summary.Status == "cancelled")
            Console.Out.WriteLine($"go on with: bruno train --resume {folder}");
    }
}
