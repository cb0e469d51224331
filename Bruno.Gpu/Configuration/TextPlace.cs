using System.Globalization;

namespace Bruno.Gpu.Configuration;

/// <summary>
/// Where each letter of a TOML text was written: quotes, escapes, and line breaks of texts over several lines make a letter's place differ
/// from its number.
/// </summary>
internal sealed class TextPlace
{
    private readonly List<(int Line, int Column)> places = [];

    /// <summary>Finds the places.</summary>
    /// <param name="line">The line that the text begins on, from 1.</param>
    /// <param name="column">The column of its first quote, from 1.</param>
    /// <param name="written">The text as written, quotes and all.</param>
    public TextPlace(int line, int column, string written)
    {
        (Line, Column) = (line, column);
        char quote = written.Length > 0 ? written[0] : '"';
        bool isLong = written.Length >= 6 && written.StartsWith(new string(quote, 3), StringComparison.Ordinal);
        int start = isLong ? 3 : 1, end = written.Length - start, index = 0;
        Advance(start);
        // The line break right after the quotes is not part of the text.
        if (isLong && index < end && written[index] == '\r')
            Advance(1);
        if (isLong && index < end && written[index] == '\n')
            Advance(1);
        while (index < end)
        {
            if (quote == '\'' || written[index] != '\\' || index + 1 >= end)
            {
                places.Add((line, column));
                Advance(1);
            }
            else if (char.IsWhiteSpace(written[index + 1]))
            {
                // A backslash at the end of a line takes the line break and the blanks after it away.
                Advance(1);
                while (index < end && char.IsWhiteSpace(written[index]))
                    Advance(1);
            }
            else
            {
                int digits = written[index + 1] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
                bool isPair = digits > 0 && int.TryParse(
                    written.AsSpan(index + 2, Math.Min(digits, end - index - 2)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) && code > 0xFFFF;
                places.Add((line, column));
                if (isPair)
                    places.Add((line, column));
                Advance(2 + digits);
            }
        }

        places.Add((line, column));

        void Advance(int letters)
        {
            for (; letters > 0 && index < written.Length; --letters, ++index)
                (line, column) = written[index] == '\n' ? (line + 1, 1) : (line, column + 1);
        }
    }

    /// <summary>The line that the text begins on.</summary>
    public int Line { get; }

    /// <summary>The column of its first quote.</summary>
    public int Column { get; }

    /// <summary>The place of a letter, or of the end of the text.</summary>
    /// <param name="index">The number of the letter, from 0.</param>
    public (int Line, int Column) At(int index) => places[Math.Clamp(index, 0, places.Count - 1)];
}
