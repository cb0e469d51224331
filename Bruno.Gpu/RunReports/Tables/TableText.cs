using System.Text;
using Bruno.Gpu.Files;
using Bruno.Gpu.Statistics;
using CsvHelper;

namespace Bruno.Gpu.RunReports.Tables;

/// <summary>Tables as texts.</summary>
internal static class TableText
{
    /// <summary>The ending of files of a format, with its point.</summary>
    public static string EndingOf(TableFormat format) => format switch
    {
        TableFormat.Csv => ".csv",
        TableFormat.Markdown => ".md",
        _ => ".tex",
    };

    /// <summary>A table in a format, lines ended by a line feed.</summary>
    public static string Of(ReportTable table, TableFormat format) => format switch
    {
        TableFormat.Csv => CsvOf(table),
        TableFormat.Markdown => MarkdownOf(table),
        _ => LatexOf(table),
    };

    private static string CsvOf(ReportTable table)
    {
        using MemoryStream stream = new();
        using (CsvWriter csv = CsvWriter.Create(stream, CsvTable.WriterOptions, leaveOpen: true))
        {
            csv.WriteHeader([.. table.Columns.SelectMany(column => column.Keys)]);
            foreach (IReadOnlyList<TableCell> row in table.Rows)
            {
                foreach (object? field in row.SelectMany((cell, i) => cell.Fields(table.Columns[i])))
                    csv.WriteField(field);
                csv.EndRecord();
            }
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static string MarkdownOf(ReportTable table) => TableMarkup.Markdown(Titles(table), Texts(table), IsText(table));

    private static string LatexOf(ReportTable table) => TableMarkup.Latex(table.Title, Titles(table), Texts(table), IsText(table));

    private static string[] Titles(ReportTable table) => [.. table.Columns.Select(column => column.Title)];

    private static IEnumerable<IEnumerable<string>> Texts(ReportTable table) => table.Rows.Select(row => row.Select((cell, i) => cell.Show(table.Columns[i])));

    private static Func<int, bool> IsText(ReportTable table) => column => table.Columns[column].Kind == ColumnKind.Text;
}
