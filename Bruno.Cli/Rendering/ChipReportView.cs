using Bruno.Gpu.Chips;
using Bruno.Gpu.Units;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>What came of judging a network on virtual chips, for people.</summary>
internal static class ChipReportView
{
    /// <summary>Prints it.</summary>
    /// <param name="report">What came of it.</param>
    /// <param name="folder">Where the files are.</param>
    public static void Write(ChipReport report, ChipFolder folder)
    {
        foreach (string condition in report.Conditions)
            Console.Out.WriteLine(condition);
        Console.Out.WriteLine($"without faults: loss {Format.Loss(report.ReferenceLoss)}, accuracy {Format.Percent(report.ReferenceAccuracy)}");

        Table table = new Table().AddColumns(
            "after", "chips", "loss", "accuracy", "deviation", "worst", "5 %", "25 %", "median", "75 %", "95 %", "best",
            $"yield above {Format.Percent(report.YieldAbove)}");
        foreach (ChipSummary row in report.Summaries)
        {
            double[] shares =
            [
                row.AccuracyMean, row.AccuracyDeviation, row.AccuracyMinimum, row.AccuracyQuantile05, row.AccuracyQuantile25,
                row.AccuracyMedian, row.AccuracyQuantile75, row.AccuracyQuantile95, row.AccuracyMaximum, row.Yield,
            ];
            table.AddRow(
            [
                Duration.Text(row.AfterSeconds), Format.Number(row.Chips), Format.Loss(row.LossMean),
                .. shares.Select(Format.Percent),
            ]);
        }

        AnsiConsole.Write(table);
        WriteTime(report);
        foreach (string note in report.Notes)
            Console.Error.WriteLine($"note: {note}");
        Console.Out.WriteLine($"{string.Join(", ", [folder.Rows, folder.Summary, .. folder.Pictures])}");
    }

    private static void WriteTime(ChipReport report)
    {
        int chips = report.Summaries.Max(row => row.Chips);
        string one = report is { SecondsOfOne: double seconds, ShareOfOneByOne: double share }
            ? $"; one alone {seconds:F2} s, so {Format.Percent(share)} of one by one"
            : "";
        Console.Out.WriteLine(FormattableString.Invariant($"{chips} chips, {report.ChipsAtATime} at a time: {report.Seconds:F2} s{one}"));
    }
}
