using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Bruno.Gpu.Files;

/// <summary>Numbers as all tables of this program spell them: a decimal point, an exponent where wanted, nothing else.</summary>
internal static partial class NumberText
{
    /// <summary>Words that stand for a value, or for its absence, and never for the name of a column.</summary>
    private static readonly HashSet<string> ValueWords =
        new(["nan", "inf", "infinity", "∞", "na", "n/a", "null", "none"], StringComparer.OrdinalIgnoreCase);

    private const int MostDigits = 19;
    private const ulong ExactWholeNumbers = 1UL << 53;

    /// <summary>The powers of ten that a double holds exactly.</summary>
    private static readonly double[] ExactPowers = [.. Enumerable.Range(0, 23).Select(exponent => double.Parse($"1e{exponent}", CultureInfo.InvariantCulture))];

    /// <summary>Reads a finite number; spaces around it do not count.</summary>
    public static bool TryRead(string text, out double value)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        Span<byte> bytes = trimmed.Length <= 64 ? stackalloc byte[trimmed.Length] : new byte[trimmed.Length];
        value = 0;
        return Ascii.FromUtf16(trimmed, bytes, out _) == OperationStatus.Done && TryRead(bytes, out value);
    }

    /// <summary>Reads a finite number of a text in UTF-8; spaces and tabs around it do not count.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        if (text.Length > 0 && (text[0] <= ' ' || text[^1] <= ' '))
            text = text.Trim(" \t"u8);
        value = 0;
        // Most cells of recorded events are 0 or 1.
        if (text.Length == 1 && (uint)(text[0] - '0') is <= 9 and uint digit)
        {
            value = digit;
            return true;
        }

        int place = text.Length > 0 && text[0] is (byte)'+' or (byte)'-' ? 1 : 0;
        bool negative = place > 0 && text[0] == '-';
        ulong digits = 0;
        int count = ReadDigits(text, ref place, ref digits);
        int decimals = 0;
        if (place < text.Length && text[place] == '.')
        {
            ++place;
            decimals = ReadDigits(text, ref place, ref digits);
        }

        if (count + decimals == 0 || !TryReadExponent(text, ref place, out int exponent) || place != text.Length)
            return false;
        int power = exponent - decimals;
        if (count + decimals > MostDigits || digits > ExactWholeNumbers || Math.Abs(power) >= ExactPowers.Length)
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
        // Both factors are exact, so that the result is the nearest double.
        double magnitude = power < 0 ? digits / ExactPowers[-power] : digits * ExactPowers[power];
        value = negative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>Why a text is not a finite number, as the end of a sentence that begins with the text.</summary>
    public static string Fault(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0)
            return "is empty";
        if (CommaPattern().IsMatch(trimmed))
            return "has a decimal comma: write numbers with a decimal point, and columns separated by commas or semicolons";
        if (NumberPattern().IsMatch(trimmed))
            return "is too large for a number";
        return ValueWords.Contains(trimmed.TrimStart('+', '-', '\u2212')) ? "is not a finite number" : "is not a number";
    }

    /// <summary>Whether a text can be the name of a column: it begins with a letter, and is no value written as a word.</summary>
    public static bool IsName(string text)
    {
        string trimmed = text.Trim();
        return trimmed.Length > 0 && (char.IsLetter(trimmed[0]) || trimmed[0] == '_') && !ValueWords.Contains(trimmed);
    }

    private static int ReadDigits(ReadOnlySpan<byte> text, ref int place, ref ulong digits)
    {
        int start = place;
        for (; place < text.Length && (uint)(text[place] - '0') <= 9; ++place)
            digits = unchecked((digits * 10) + (uint)(text[place] - '0'));
        return place - start;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, ref int place, out int exponent)
    {
        exponent = 0;
        if (place == text.Length || text[place] is not ((byte)'e' or (byte)'E'))
            return true;
        ++place;
        bool negative = place < text.Length && text[place] == '-';
        if (place < text.Length && text[place] is (byte)'+' or (byte)'-')
            ++place;
        int start = place;
        for (; place < text.Length && (uint)(text[place] - '0') <= 9; ++place)
            exponent = Math.Min((exponent * 10) + (text[place] - '0'), 1 << 20);
        if (negative)
            exponent = -exponent;
        return place > start;
    }

    [GeneratedRegex(@"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^[+-]?[0-9.' ]*,[0-9]+([eE][+-]?[0-9]+)?$")]
    private static partial Regex CommaPattern();
}
