using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Bruno.Gpu.Errors;
using CsvHelper;

namespace Bruno.Gpu.Files;

/// <summary>
/// CSV files of records: a column for every property, named in snake_case, in the order of the source; numbers in the
/// invariant culture with all their digits, null as an empty field, truth values as 0 and 1; lines ended by a line feed.
/// </summary>
internal static class CsvTable
{
    internal static CsvWriterOptions WriterOptions { get; } = CsvWriterOptions.Default with
    {
        NewLine = "\n",
        FormatProvider = CultureInfo.InvariantCulture,
    };

    private static CsvReaderOptions ReaderOptions { get; } = CsvReaderOptions.Default with
    {
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    /// <summary>Writes a whole table, or leaves what was there.</summary>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public static void Write<T>(string path, IEnumerable<T> rows, IFiles? files = null)
        where T : notnull => AtomicFile.Write(path, stream => Write(stream, rows), files);

    /// <summary>Writes a whole table into a stream, which stays open.</summary>
    public static void Write<T>(Stream stream, IEnumerable<T> rows)
        where T : notnull
    {
        IReadOnlyList<CsvColumn> columns = CsvColumn.Of(typeof(T));
        using CsvWriter csv = CsvWriter.Create(stream, WriterOptions, leaveOpen: true);
        WriteHeader(csv, columns);
        foreach (T row in rows)
            WriteRow(csv, columns, row);
    }

    /// <summary>The text of a whole table.</summary>
    public static string ToText<T>(IEnumerable<T> rows)
        where T : notnull
    {
        using MemoryStream stream = new();
        Write(stream, rows);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The text of a whole table of texts.</summary>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="rows">A cell a column.</param>
    public static string ToText(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        using MemoryStream stream = new();
        using (CsvWriter csv = CsvWriter.Create(stream, WriterOptions, leaveOpen: true))
        {
            csv.WriteHeader([.. columns]);
            foreach (IReadOnlyList<string> row in rows)
            {
                foreach (string cell in row)
                    csv.WriteField(cell);
                csv.EndRecord();
            }
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Opens a table for rows that come one by one and are too many to keep.</summary>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public static CsvTableWriter<T> Open<T>(string path)
        where T : notnull => new(path);

    /// <summary>
    /// Reads a table of records whose properties can all be set; columns that the record does not have are ignored. A last
    /// line without its line end, as a killed writer leaves, is not a row.
    /// </summary>
    /// <exception cref="BrunoException">The file is missing or not such a table (<see cref="ExitCode.Data"/>).</exception>
    public static IReadOnlyList<T> Read<T>(string path, IFiles? files = null)
        where T : notnull
    {
        byte[] bytes;
        try
        {
            bytes = (files ?? DiskFiles.Shared).ReadBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.Data, $"Cannot read '{path}': {exception.Message}", exception);
        }

        int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (whole == 0)
            throw NotATable<T>(path, 1, "there is no header");
        using CsvReader csv = CsvReader.Create(bytes.AsMemory(0, whole), ReaderOptions);
        try
        {
            return ReadRows<T>(csv, path);
        }
        catch (CsvFormatException exception)
        {
            throw NotATable<T>(path, exception.LineNumber, exception.Message, exception);
        }
    }

    internal static void WriteHeader(CsvWriter csv, IReadOnlyList<CsvColumn> columns) =>
        csv.WriteHeader([.. columns.Select(column => column.Name)]);

    internal static void WriteRow(CsvWriter csv, IReadOnlyList<CsvColumn> columns, object row)
    {
        foreach (CsvColumn column in columns)
            csv.WriteField(column.Get(row));
        csv.EndRecord();
    }

    private static List<T> ReadRows<T>(CsvReader csv, string path)
        where T : notnull
    {
        csv.ReadHeader();
        List<(CsvColumn Column, int Index)> columns = [];
        foreach (CsvColumn column in CsvColumn.Of(typeof(T)))
        {
            if (csv.TryGetFieldIndex(column.Name, out int index))
                columns.Add((column, index));
            else if (!column.IsOptional)
                throw NotATable<T>(path, 1, $"there is no column '{column.Name}'");
        }

        List<T> rows = [];
        while (csv.Read())
        {
            // Every property is set below or null, so no constructor needs to run.
            object row = RuntimeHelpers.GetUninitializedObject(typeof(T));
            foreach ((CsvColumn column, int index) in columns)
            {
                string text = csv.GetString(index);
                try
                {
                    column.Set(row, text);
                }
                catch (Exception exception) when (exception is FormatException or OverflowException)
                {
                    throw NotATable<T>(path, csv.LineNumber, column.FaultOf(text), exception);
                }
            }

            rows.Add((T)row);
        }

        return rows;
    }

    private static BrunoException NotATable<T>(string path, long? line, string reason, Exception? inner = null) => new(
        ExitCode.Data,
        string.Create(CultureInfo.InvariantCulture, $"'{path}' cannot be read, line {line}: {reason}."),
        inner);
}
