namespace Bruno.Gpu.RunReports.Tables;

/// <summary>A table of a report.</summary>
/// <param name="Name">The name of its file, without ending.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, a cell for each column.</param>
internal sealed record ReportTable(string Name, string Title, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<TableCell>> Rows)
{
    /// <summary>What the reader should know of it.</summary>
    public string? Note { get; init; }

    /// <summary>The row that is marked: the best by validation; none where there is none.</summary>
    public int? MarkedRow { get; init; }

    /// <summary>The same table without columns in which no cell has anything.</summary>
    public ReportTable WithoutEmptyColumns()
    {
        int[] kept = [.. Enumerable.Range(0, Columns.Count).Where(i => Rows.Any(row => row[i].Text is { Length: > 0 } || row[i].Value is not null))];
        return this with { Columns = [.. kept.Select(i => Columns[i])], Rows = [.. Rows.Select(row => (IReadOnlyList<TableCell>)[.. kept.Select(i => row[i])])] };
    }
}
