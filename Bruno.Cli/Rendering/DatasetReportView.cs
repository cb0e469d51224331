using System.Globalization;
using System.Text.Json;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Inspection;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>A data set in numbers, as tables.</summary>
internal static class DatasetReportView
{
    private const int MostRows = 40;

    /// <summary>Writes to standard output.</summary>
    public static void Write(DatasetReport report)
    {
        Console.Out.WriteLine($"{report.Name}: {report.Source}");
        if (report.Licence is not null)
            Console.Out.WriteLine($"licence: {report.Licence}");
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"task: {JsonNamingPolicy.SnakeCaseLower.ConvertName(report.Task.ToString()).Replace('_', ' ')}; {report.Channels} channels{(report.Unit is null ? "" : $" ({report.Unit})")}, {report.Outputs} outputs, a time step is {report.StepSeconds} s"));
        foreach (FileReport file in report.Files)
            Console.Out.WriteLine($"file: {file.Path}, {file.Bytes} bytes, SHA-256 {file.Sha256}");
        if (report.FileCount > report.Files.Count)
            Console.Out.WriteLine($"... and {report.FileCount - report.Files.Count} more files");
        foreach (string remark in report.Remarks)
            Console.Out.WriteLine(remark);
        foreach (string warning in report.Warnings)
            Console.Out.WriteLine($"Warning: {warning}");

        Table splits = new Table().AddColumns("split", "samples", "shortest", "median", "longest steps");
        foreach (SplitReport split in report.Splits)
            splits.AddRow(split.Split, Format.Number(split.Samples), Format.Number(split.ShortestSteps), Format.Number(split.MedianSteps), Format.Number(split.LongestSteps));
        AnsiConsole.Write(splits);
        WriteClasses(report);
        WriteChannels(report);
        foreach (PublishedFigure figure in report.Figures)
            Console.Out.WriteLine($"published: {figure.Network}: {figure.Value} ({figure.By})");
    }

    private static void WriteClasses(DatasetReport report)
    {
        if (report.Splits[0].Classes.Count == 0)
            return;
        Table classes = new Table().AddColumn("class");
        foreach (SplitReport split in report.Splits)
            classes.AddColumn(split.Split);
        foreach (string name in report.OutputNames.Take(MostRows))
            classes.AddRow([Markup.Escape(name), .. report.Splits.Select(split => Format.Number(split.Classes[name]))]);
        if (report.Splits.Any(split => split.UncountedSteps > 0))
            classes.AddRow(["(none)", .. report.Splits.Select(split => Format.Number(split.UncountedSteps))]);
        AnsiConsole.Write(classes);
    }

    private static void WriteChannels(DatasetReport report)
    {
        Table channels = new Table().AddColumns("channel", "mean", "deviation", "smallest", "largest", "zeros");
        foreach (ChannelReport channel in report.ChannelStatistics.Take(MostRows))
        {
            channels.AddRow(
                Markup.Escape(channel.Channel), Short(channel.Mean), Short(channel.Deviation), Short(channel.Smallest), Short(channel.Largest), Format.Percent(channel.ShareOfZeros));
        }

        AnsiConsole.Write(channels);
        if (report.ChannelStatistics.Count > MostRows)
            Console.Out.WriteLine($"... and {report.ChannelStatistics.Count - MostRows} more channels (all of them with --json)");
    }

    private static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
