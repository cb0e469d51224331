using System.Text;

namespace Bruno.Gpu.Statistics;

/// <summary>Tables of texts in the markup of pages and papers: any text may stand in a cell.</summary>
internal static class TableMarkup
{
    /// <summary>A table of Markdown, in the manner of GitHub.</summary>
    /// <param name="columns">The heads of the columns.</param>
    /// <param name="rows">A cell a column.</param>
    /// <param name="isText">Whether a column holds texts, which stand on the left; numbers on the right.</param>
    public static string Markdown(IReadOnlyList<string> columns, IEnumerable<IEnumerable<string>> rows, Func<int, bool> isText)
    {
        StringBuilder text = new();
        Line(columns);
        text.Append('|').AppendJoin('|', columns.Select((_, column) => isText(column) ? "---" : "--:")).Append("|\n");
        foreach (IEnumerable<string> row in rows)
            Line(row);
        return text.ToString();

        void Line(IEnumerable<string> cells) =>
            text.Append("| ").AppendJoin(" | ", cells.Select(cell => OneLine(cell).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal))).Append(" |\n");
    }

    /// <summary>A tabular of LaTeX with the rules of the package booktabs.</summary>
    /// <param name="title">What it shows, as a remark.</param>
    /// <param name="columns">The heads of the columns.</param>
    /// <param name="rows">A cell a column.</param>
    /// <param name="isText">Whether a column holds texts, which stand on the left; numbers on the right.</param>
    public static string Latex(string title, IReadOnlyList<string> columns, IEnumerable<IEnumerable<string>> rows, Func<int, bool> isText)
    {
        StringBuilder text = new();
        text.Append("% ").Append(OneLine(title)).Append("; needs \\usepackage{booktabs}\n\\begin{tabular}{");
        text.Append(string.Concat(columns.Select((_, column) => isText(column) ? 'l' : 'r'))).Append("}\n\\toprule\n");
        Line(columns);
        text.Append("\\midrule\n");
        foreach (IEnumerable<string> row in rows)
            Line(row);
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
