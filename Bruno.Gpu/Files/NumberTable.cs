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
    /// <param name="files">Where it is; this machine's where not given.</param>
    /// <exception cref="BrunoException">
    /// The file is missing or empty, rows differ in length, or a cell is not a finite number (<see cref="ExitCode.Data"/>); the
    /// message names row and column.
    /// </exception>
    public static NumberTable Read(string path, string content, IFiles? files = null) => Parse(path, EncodedText.Of(ReadBytes(path, content, files)), content);

    /// <summary>The bytes of a file.</summary>
    /// <inheritdoc cref="Read"/>
    public static byte[] ReadBytes(string path, string content, IFiles? files = null)
    {
        try
        {
            return (files ?? DiskFiles.Shared).ReadBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.Data, $"'{path}' cannot be read ({content}): {exception.Message}", exception);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="path">The file that it is from, for messages.</param>
    /// <param name="text">The text.</param>
    /// <param name="content">What its numbers are, for messages.</param>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static NumberTable Parse(string path, string text, string content)
    {
        List<string> faults = [];
        List<double[]> rows = [];
        List<int> lines = [];
        string[]? first = null, names = null;
        int firstLine = 0;
        bool mayBeSplit = true;
        try
        {
            using CsvReader csv = CsvReader.FromText(text, TableDialect.OptionsOf(FirstLine(text)));
            while (csv.Read())
            {
                string[] cells = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];
                if (cells.Length == 1 && string.IsNullOrWhiteSpace(cells[0]))
                    continue;
                int line = (int)csv.LineNumber;
                if (first is null)
                {
                    (first, firstLine) = (cells, line);
                    names = cells.All(NumberText.IsName) ? Array.ConvertAll(cells, cell => cell.Trim()) : null;
                    if (names is not null)
                        continue;
                }

                // Rows of a file with a header are told apart by their number of cells.
                mayBeSplit &= names is null && TableDialect.LooksSplit(cells);
                if (cells.Length != first.Length)
                    faults.Add($"{path}:{line}: {cells.Length} columns, but the first row has {first.Length}{(TableDialect.LooksSplit(cells) ? "; if these are decimal commas, write points" : "")}");
                rows.Add(Numbers(path, line, cells, content, cells.Length == first.Length ? faults : null));
                lines.Add(line);
            }
        }
        catch (CsvFormatException exception)
        {
            throw new BrunoException(ExitCode.Data, $"{path}:{exception.LineNumber}: {exception.Message}", exception);
        }

        if (first is null)
            throw new BrunoException(ExitCode.Data, $"{path}: the file is empty, but should hold {content}.");
        if (rows.Count == 0)
            faults.Add($"{path}: there is a header but no row of numbers ({content})");
        else if (faults.Count == 0 && mayBeSplit && names is null)
        {
            // Numbers with decimal commas, separated by commas or alone in their row, look like columns of whole numbers beside columns of digits.
            faults.Add($"{path}:{firstLine}: '{string.Join(',', first)}' may be {first.Length} numbers, or {first.Length / 2} with decimal commas: "
                + "write decimal points (0.0 for a column of zeros), or a header that names the columns");
        }

        return faults.Count == 0
            ? new(path, names, rows, lines)
            : throw new BrunoException(ExitCode.Data, string.Join('\n', faults.Count <= MostFaults ? faults : [.. faults.Take(MostFaults), $"... and {faults.Count - MostFaults} more"]));
    }

    private static double[] Numbers(string path, int line, string[] cells, string content, List<string>? faults)
    {
        double[] numbers = new double[cells.Length];
        for (int column = 0; column < cells.Length; ++column)
        {
            if (NumberText.TryRead(cells[column], out numbers[column]))
                continue;
            numbers[column] = double.NaN;
            faults?.Add($"{path}:{line}: column {column + 1}: '{cells[column]}' {NumberText.Fault(cells[column])} ({content})");
        }

        return numbers;
    }

    /// <summary>The first line that says how the table is written; none says it in a text without one.</summary>
    private static string FirstLine(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            string line = text[start..(end < 0 ? text.Length : end)];
            if (TableDialect.Tells(line))
                return line;
            start += line.Length + 1;
        }

        return "";
    }
}
