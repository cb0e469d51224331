using Bruno.Gpu.Files;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Sweeps;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>Results of a sweep as a table.</summary>
internal static class SweepTableView
{
    /// <summary>Writes to standard output.</summary>
    /// <param name="result">The table.</param>
    /// <param name="format">csv, markdown or latex; none for the terminal.</param>
    public static void Write(ResultTable result, string? format)
    {
        if (format is not null)
        {
            Console.Out.Write(format switch { "csv" => result.ToCsv(), "markdown" => result.ToMarkdown(), _ => result.ToLatex() });
            return;
        }

        AnsiConsole.Write(Of(result));
    }

    /// <summary>The table for a terminal.</summary>
    public static Table Of(ResultTable result)
    {
        Table table = new();
        foreach ((int number, string column) in result.Columns.Index())
            table.AddColumn(new TableColumn(Markup.Escape(column)) { Alignment = number < result.Labels ? Justify.Left : Justify.Right });
        foreach (IReadOnlyList<string> row in result.Rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }

    /// <summary>Writes all figures to standard output.</summary>
    public static void WriteJson(SweepTable table) => Console.Out.Write(JsonFile.ToText(new { rows = table.Rows.Select(row => Json(table, row)) }));

    /// <summary>What JSON says of a row.</summary>
    public static object Json(SweepTable table, SweepTableRow row) => new
    {
        labels = row.Labels.ToDictionary(label => label.Key, label => label.Value),
        trials = row.Trials.Count,
        seeds = row.Finished.Select(trial => trial.Trial.Seed),
        figures = ((string[])["train", "validation", "test"]).ToDictionary(
            split => split, split => table.Metrics.ToDictionary(metric => metric, metric => row.Of(split, metric))),
    };
}
