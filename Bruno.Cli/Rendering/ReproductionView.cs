using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Reproductions;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.Statistics;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>Experiments, and their figures beside published ones.</summary>
internal static class ReproductionView
{
    /// <summary>Lists all experiments on standard output.</summary>
    public static ExitCode WriteList(bool json)
    {
        (string Name, Reproduction Of)[] all = [.. ReproductionCatalogue.Names.Select(name => (name, ReproductionCatalogue.Find(name, isQuick: false)))];
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(all.Select(entry => new { entry.Name, entry.Of.Title, entry.Of.Compares, entry.Of.Source, entry.Of.Time, entry.Of.QuickTime })));
            return ExitCode.Ok;
        }

        Table table = new Table().AddColumns("name", "what it compares", "how long it takes", "with --quick");
        foreach ((string name, Reproduction of) in all)
            table.AddRow(Markup.Escape(name), Markup.Escape(of.Compares), Markup.Escape(of.Time), Markup.Escape(of.QuickTime));
        AnsiConsole.Write(table);
        return ExitCode.Ok;
    }

    /// <summary>Writes figures side by side, and where report and tables are.</summary>
    /// <param name="reproduction">The experiment.</param>
    /// <param name="isQuick">Whether it is the quick version.</param>
    /// <param name="measured">Our figures.</param>
    /// <param name="tables">The tables of them.</param>
    /// <param name="folder">The folder of the experiment, as the user named it.</param>
    /// <param name="json">Whether JSON is wanted.</param>
    public static void Write(Reproduction reproduction, bool isQuick, IReadOnlyList<MeasuredResult> measured, IReadOnlyList<ReportTable> tables, string folder, bool json)
    {
        IReadOnlyList<string> remarks = ReproductionReport.RemarksOf(reproduction, isQuick);
        string page = Path.Combine(folder, "report.html"), files = Path.Combine(folder, "tables");
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(new
            {
                reproduction.Title, reproduction.Source, Quick = isQuick, Remarks = remarks, Report = page, Tables = files,
                Figures = measured.Select(result => new
                {
                    result.Figure, Of = result.Labels.ToDictionary(label => label.Key, label => label.Value), Ours = result.Value,
                    Published = ComparedTables.PublishedOf(result, reproduction.Published),
                }),
            }));
            return;
        }

        foreach (ReportTable table in tables)
        {
            Console.Out.WriteLine(table.Title);
            AnsiConsole.Write(SweepTableView.Of(new ResultTable(
                [.. table.Columns.Select(column => column.Title)], [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select((cell, i) => cell.Show(table.Columns[i]))])],
                table.Columns.TakeWhile(column => column.Kind == ColumnKind.Text).Count())));
            if (table.Note is not null)
                Console.Out.WriteLine(table.Note);
        }

        Console.Out.WriteLine($"Published: {reproduction.Source}.");
        foreach (string remark in remarks)
            Console.Out.WriteLine($"- {remark}");
        Console.Out.WriteLine($"report: {page}");
        Console.Out.WriteLine($"tables: {files}");
    }
}
