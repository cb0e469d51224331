using System.Text;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using CsvHelper;

namespace Bruno.Gpu.Formats;

/// <summary>Goes through the rows of a table of text.</summary>
internal static class TextRows
{
    private const int LongestLine = 1 << 20;

    /// <summary>Calls for every row that is not blank; the row is valid until the call returns.</summary>
    /// <exception cref="DataException">The file cannot be read, or a quote is not closed.</exception>
    public static void ForEach(string path, Action<CsvReader> row) => DataFile.Read(path, stream =>
    {
        CsvReaderOptions options = TableDialect.OptionsOf(FirstLine(stream));
        stream.Position = 0;
        try
        {
            using CsvReader csv = CsvReader.Create(stream, options, leaveOpen: true);
            while (csv.Read())
            {
                if (csv.FieldCount > 1 || !csv.GetSpan(0).Trim(" \t"u8).IsEmpty)
                    row(csv);
            }
        }
        catch (CsvFormatException exception)
        {
            throw new DataException($"{path}:{exception.LineNumber}: {exception.Message}", exception);
        }

        return true;
    });

    private static string FirstLine(Stream stream)
    {
        byte[] start = new byte[(int)Math.Min(stream.Length, LongestLine)];
        stream.ReadExactly(start);
        if (start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw new InvalidDataException("its text is UTF-16: save it as CSV in UTF-8");
        if (start.AsSpan().Contains((byte)0))
            throw new InvalidDataException("it is no text (it holds bytes of zero): save it as CSV in UTF-8");
        foreach (Range range in start.AsSpan().Split((byte)'\n'))
        {
            string line = Encoding.Latin1.GetString(start.AsSpan(range)).TrimStart('\u00EF', '\u00BB', '\u00BF');
            if (TableDialect.Tells(line))
                return line;
        }

        return "";
    }
}
