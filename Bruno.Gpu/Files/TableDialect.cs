using System.Globalization;
using CsvHelper;

namespace Bruno.Gpu.Files;

/// <summary>
/// How tables are written that this program reads: columns separated by commas, semicolons or tabs, cells in quotes where they hold
/// such, lines that begin with # left out.
/// </summary>
internal static class TableDialect
{
    /// <summary>The sign of a line that is left out.</summary>
    public const char Comment = '#';

    /// <summary>How to read a table, judged by its first line that is neither blank nor a comment.</summary>
    public static CsvReaderOptions OptionsOf(string first) => CsvReaderOptions.Default with
    {
        Separator = first.Contains('\t') ? '\t' : first.Contains(';') ? ';' : ',',
        HasHeader = false,
        CommentPrefix = Comment,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    /// <summary>Whether this is the first of the lines that says how the table is written.</summary>
    public static bool Tells(string line) => !string.IsNullOrWhiteSpace(line) && line[0] != Comment;

    /// <summary>Whether a row with more cells than others may have them from decimal commas: as many pairs of whole numbers side by side.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="more">How many there are too many.</param>
    public static bool MayBeSplit(string[] cells, int more)
    {
        int pairs = 0;
        for (int i = 0; i + 1 < cells.Length; ++i)
        {
            if (!IsWhole(cells[i].TrimStart('+', '-')) || !IsWhole(cells[i + 1]))
                continue;
            ++pairs;
            ++i;
        }

        return pairs >= more;
    }

    private static bool IsWhole(string cell) => cell.Length > 0 && cell.All(char.IsAsciiDigit);

    /// <summary>Whether cells look like numbers whose decimal commas were taken for separators.</summary>
    public static bool LooksSplit(string[] cells) => cells.Length % 2 == 0 && Enumerable.Range(0, cells.Length).All(
        column => column % 2 == 0 ? cells[column].TrimStart('+', '-').All(char.IsAsciiDigit) : cells[column].Length > 0 && char.IsAsciiDigit(cells[column][0]) && !cells[column].Contains('.'));
}
