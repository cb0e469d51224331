using System.Text;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Statistics;

/// <summary>A table of texts, written as papers, pages and programs take it.</summary>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">The cells, row by row.</param>
/// <param name="Labels">How many of the columns, from the left, say what a row is; those after them hold numbers.</param>
public sealed record ResultTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, int Labels)
{
    private const string LatexSpecials = "\\&%$#_{}~^";

    /// <summary>As CSV.</summary>
    public string ToCsv() => CsvTable.ToText(Columns, Rows);

    /// <summary>As a table of Markdown.</summary>
    public string ToMarkdown()
    {
        StringBuilder text = new();
        Line(Columns);
        Line([.. Columns.Select((_, column) => column < Labels ? "---" : "---:")]);
        foreach (IReadOnlyList<string> row in Rows)
            Line(row);
        return text.ToString();

        void Line(IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
    }

    /// <summary>As a table of LaTeX with the rules of the package booktabs.</summary>
    public string ToLatex()
    {
        StringBuilder text = new();
        text.Append("% \\usepackage{booktabs}\n\\begin{tabular}{").Append('l', Labels).Append('r', Columns.Count - Labels).Append("}\n\\toprule\n");
        Line(Columns);
        text.Append("\\midrule\n");
        foreach (IReadOnlyList<string> row in Rows)
            Line(row);
        return text.Append("\\bottomrule\n\\end{tabular}\n").ToString();

        void Line(IReadOnlyList<string> cells) => text.AppendJoin(" & ", cells.Select(Latex)).Append(" \\\\\n");
    }

    private static string Latex(string cell)
    {
        StringBuilder text = new();
        foreach (char letter in cell)
        {
            _ = letter switch
            {
                '±' => text.Append("$\\pm$"),
                '\\' => text.Append("\\textbackslash{}"),
                '~' => text.Append("\\textasciitilde{}"),
                '^' => text.Append("\\textasciicircum{}"),
                _ when LatexSpecials.Contains(letter, StringComparison.Ordinal) => text.Append('\\').Append(letter),
                _ => text.Append(letter),
            };
        }

        return text.ToString();
    }
}
