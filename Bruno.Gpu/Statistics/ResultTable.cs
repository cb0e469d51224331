using Bruno.Gpu.Files;

namespace Bruno.Gpu.Statistics;

/// <summary>A table of texts, written as papers, pages and programs take it.</summary>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">The cells, row by row.</param>
/// <param name="Labels">How many of the columns, from the left, say what a row is; those after them hold numbers.</param>
internal sealed record ResultTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, int Labels)
{
    /// <summary>As CSV.</summary>
    public string ToCsv() => CsvTable.ToText(Columns, Rows);

    /// <summary>As a table of Markdown.</summary>
    public string ToMarkdown() => TableMarkup.Markdown(Columns, Rows, column => column < Labels);

    /// <summary>As a table of LaTeX with the rules of the package booktabs.</summary>
    public string ToLatex() => TableMarkup.Latex("Results of a sweep", Columns, Rows, column => column < Labels);
}
