using Bruno.Gpu.Comparison;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>What came of a comparison of gradients, as a table.</summary>
internal static class GradientComparisonView
{
    /// <summary>Writes to standard output.</summary>
    public static void Write(GradientComparisonResult result, string folder)
    {
        Console.Out.WriteLine(result.Subject);
        Console.Out.WriteLine(GradientComparisonTable.Legend);
        Write(GradientComparisonTable.Of(result.Rows), title: null);
        Write(GradientComparisonTable.OfSpikes(result.Rows), "spikes not in common");
        foreach (string remark in result.Remarks)
            Console.Out.WriteLine(remark);
        Console.Out.WriteLine($"{result.Status}: {folder}");
    }

    private static void Write(GradientComparisonTable content, string? title)
    {
        Table table = new Table().AddColumns([.. content.Header]);
        if (title is not null)
            table.Title(title);
        foreach (IReadOnlyList<string> line in content.Lines)
            table.AddRow([.. line.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }
}
