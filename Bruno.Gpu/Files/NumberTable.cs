using Bruno.Gpu.Errors;
using CsvHelper;

namespace Bruno.Gpu.Files;

/// <summary>
/// A CSV file of numbers as people and instruments write it: columns separated by commas, semicolons or tabs, a header where
/// the first row is all names, blank lines and lines that begin with # left out.
/// </summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Names">The names of the columns; none without a header.</param>
/// <param name="Rows">The rows, all of one length.</param>
/// <param name="Lines">The line of each row in the file, from 1.</param>
internal sealed record NumberTable(string Path, IReadOnlyList<string>? Names, IReadOnlyList<double[]> Rows, IReadOnlyList<int> Lines)
{
    private const int MostFaults = 10;

    /// <summary>How many columns there are.</summary>
    public int Columns => Rows[0].Length;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What its numbers are, for messages: "currents in ampere, like 2e-9".</param>
    /// <exception cref="BrunoException">
    /// The file is missing or empty, rows differ in length, or a cell is not a finite number (<see cref="ExitCode.Data"/>); the
    /// message names row and column.
    /// </exception>
    public static NumberTable Read(string path, string content)
    {
        List<string> faults = [];
        List<(int Line, string[] Cells)> records = ReadCells(path, content);
        if (records.Count == 0)
            throw new BrunoException(ExitCode.Data, $"{path}: the file is empty, but should hold {content}.");

        string[]? names = records[0].Cells.All(NumberText.IsName) ? Array.ConvertAll(records[0].Cells, cell => cell.Trim()) : null;
        int columns = records[0].Cells.Length;
        List<double[]> rows = [];
        List<int> lines = [];
        foreach ((int line, string[] cells) in records.Skip(names is null ? 0 : 1))
        {
            if (cells.Length != columns)
                faults.Add($"{path}:{line}: {cells.Length} columns, but the first row has {columns}{(TableDialect.LooksSplit(cells) ? "; if these are decimal commas, write points" : "")}");
            else
                faults.AddRange(Enumerable.Range(0, columns).Where(column => !NumberText.TryRead(cells[column], out _)).Select(
                    column => $"{path}:{line}: column {column + 1}: '{cells[column]}' {NumberText.Fault(cells[column])} ({content})"));
            rows.Add(Array.ConvertAll(cells, cell => NumberText.TryRead(cell, out double value) ? value : double.NaN));
            lines.Add(line);
        }

        if (rows.Count == 0)
            faults.Add($"{path}: there is a header but no row of numbers ({content})");
        else if (faults.Count == 0 && MayBeDecimalCommas(path, names, records) is string fault)
            faults.Add(fault);
        return faults.Count == 0
            ? new(path, names, rows, lines)
            : throw new BrunoException(ExitCode.Data, string.Join('\n', faults.Count <= MostFaults ? faults : [.. faults.Take(MostFaults), $"... and {faults.Count - MostFaults} more"]));
    }

    private static List<(int Line, string[] Cells)> ReadCells(string path, string content)
    {
        List<(int, string[])> records = [];
        try
        {
            string text = File.ReadAllText(path);
            CsvReaderOptions options = TableDialect.OptionsOf(text.Split('\n').FirstOrDefault(TableDialect.Tells) ?? "");
            using CsvReader csv = CsvReader.FromText(text, options);
            while (csv.Read())
            {
                string[] cells = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];
                if (cells.Length > 1 || !string.IsNullOrWhiteSpace(cells[0]))
                    records.Add(((int)csv.LineNumber, cells));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.Data, $"'{path}' cannot be read ({content}): {exception.Message}", exception);
        }
        catch (CsvFormatException exception)
        {
            throw new BrunoException(ExitCode.Data, $"{path}:{exception.LineNumber}: {exception.Message}", exception);
        }

        return records;
    }

    /// <summary>
    /// Numbers with decimal commas, separated by commas or alone in their row, look like columns of whole numbers beside columns
    /// of digits. What cannot be told apart is refused, unless a header names the columns.
    /// </summary>
    private static string? MayBeDecimalCommas(string path, string[]? names, List<(int Line, string[] Cells)> records) =>
        names is null && records.All(record => TableDialect.LooksSplit(record.Cells))
            ? $"{path}:{records[0].Line}: '{string.Join(',', records[0].Cells)}' may be {records[0].Cells.Length} numbers, or {records[0].Cells.Length / 2} with decimal commas: "
                + "write decimal points (0.0 for a column of zeros), or a header that names the columns"
            : null;
}
