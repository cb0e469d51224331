using Bruno.Gpu.Training;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>What came of a run, as a table.</summary>
internal static class RunSummaryView
{
    /// <summary>Writes to standard output.</summary>
    public static void Write(RunSummary summary, string folder)
    {
        Table table = new Table().AddColumns("split", $"best (epoch {summary.BestEpoch})", "accuracy", $"last (epoch {summary.Epochs})", "accuracy");
        foreach ((string split, SplitSummary last) in summary.Last)
        {
            // Rows of the best epoch may be lost with a metrics.csv that was removed.
            SplitSummary? best = summary.Best.GetValueOrDefault(split);
            table.AddRow(
                split, best is null ? "-" : Format.Loss(best.Loss), best is null ? "-" : Format.Share(best.Accuracy),
                Format.Loss(last.Loss), Format.Share(last.Accuracy));
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
