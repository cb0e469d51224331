using System.Globalization;
using System.Text;
using Bruno.Gpu.Files;
using CsvHelper;

namespace Bruno.Gpu.RunReports.Tables;

/// <summary>Tables as texts.</summary>
public static class TableText
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

    private static string MarkdownOf(ReportTable table)
    {
        StringBuilder text = new();
        Line(table.Columns.Select(column => column.Title));
        text.Append('|').AppendJoin('|', table.Columns.Select(column => column.Kind == ColumnKind.Text ? "---" : "--:")).Append("|\n");
        foreach (IReadOnlyList<TableCell> row in table.Rows)
            Line(row.Select((cell, i) => cell.Show(table.Columns[i])));
        return text.ToString();

        void Line(IEnumerable<string> cells) =>
            text.Append("| ").AppendJoin(" | ", cells.Select(cell => OneLine(cell).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal))).Append(" |\n");
    }

    private static string LatexOf(ReportTable table)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"% {OneLine(table.Title)}; needs \\usepackage{{booktabs}}\n\\begin{{tabular}}{{");
        text.Append(string.Concat(table.Columns.Select(column => column.Kind == ColumnKind.Text ? 'l' : 'r'))).Append("}\n\\toprule\n");
        Line(table.Columns.Select(column => column.Title));
        text.Append("\\midrule\n");
        foreach (IReadOnlyList<TableCell> row in table.Rows)
            Line(row.Select((cell, i) => cell.Show(table.Columns[i])));
        return text.Append("\\bottomrule\n\\end{tabular}\n").ToString();

        void Line(IEnumerable<string> cells) => text.AppendJoin(" & ", cells.Select(Latex)).Append(" \\\\\n");
    }

    private static string Latex(string text)
    {
        StringBuilder latex = new();
        foreach (char letter in OneLine(text))
        {
            latex.Append(letter switch
            {
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{letter}",
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '<' => "\\textless{}",
                '>' => "\\textgreater{}",
                '|' => "\\textbar{}",
                '±' => "$\\pm$",
                '−' => "$-$",
                '–' => "--",
                'µ' => "\\textmu{}",
                '×' => "$\\times$",
                // A row that begins with a bracket would be an argument of the line end before it.
                '[' => "{[}",
                ']' => "{]}",
                _ => letter.ToString(),
            });
        }

        return latex.ToString();
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
