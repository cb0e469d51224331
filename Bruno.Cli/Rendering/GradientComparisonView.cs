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
        if (result.Rows.Count > 0)
        {
            Console.Out.WriteLine(GradientComparisonTable.Legend);
            Write(GradientComparisonTable.Of(result.Rows));
            Console.Out.WriteLine(GradientComparisonTable.SpikesLegend);
            Write(GradientComparisonTable.OfSpikes(result.Rows));
        }

        foreach (string remark in result.Remarks)
            Console.Out.WriteLine(remark);
        Console.Out.WriteLine($"{result.Status}: {folder}");
    }

    private static void Write(GradientComparisonTable content)
    {
        Table table = new Table().AddColumns([.. content.Header]);
        foreach (IReadOnlyList<string> line in content.Lines)
            table.AddRow([.. line.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }
}
