using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace Bruno.Gpu.Formats;

/// <summary>Values as protocol 0 of pickle spells them.</summary>
internal static partial class PickleText
{
    private const int LongestNumber = 1000;

    /// <summary>A number: a whole one (code I or L; 00 and 01 are truth values) or a floating-point one (F).</summary>
    public static object Number(char code, string text)
    {
        if (code == 'I' && text is "00" or "01")
            return text == "01";
        if (text.Length <= LongestNumber && code != 'F' && BigInteger.TryParse(text.TrimEnd('L'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole))
            return PickleInput.Fitting(whole);
        // Python writes nan, inf and -inf.
        return code == 'F' && double.TryParse(text.Replace("inf", "Infinity", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Damaged(text, "is no number");
    }

    /// <summary>The number of a remembered value.</summary>
    public static long Index(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long index) ? index : throw Damaged(text, "is no number of a value");

    /// <summary>A text of Python 2 in quotes, with escapes.</summary>
    public static string Quoted(string text) => text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0]
        ? Escape().Replace(text[1..^1], match => match.Groups["hex"] is { Success: true } hex
            ? ((char)int.Parse(hex.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()
            : match.Value[1] switch { 'n' => "\n", 'r' => "\r", 't' => "\t", char other => other.ToString() })
        : throw Damaged(text, "is no text in quotes");

    /// <summary>A text with escapes for line feeds, backslashes and what is beyond Latin-1.</summary>
    public static string Unescaped(string text) => UnicodeEscape().Replace(text, match =>
    {
        uint code = uint.Parse(match.Groups["hex"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return code <= char.MaxValue ? ((char)code).ToString() : Rune.TryCreate(code, out Rune rune) ? rune.ToString() : throw Damaged(match.Value, "is no character");
    });

    private static InvalidDataException Damaged(string text, string what) =>
        new($"'{(text.Length > 40 ? text[..40] + "..." : text)}' {what}; {DataFile.CopyAgain}");

    [GeneratedRegex(@"\\(x(?<hex>[0-9a-fA-F]{2})|[nrt'""\\])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"\\u(?<hex>[0-9a-fA-F]{4})|\\U(?<hex>[0-9a-fA-F]{8})")]
    private static partial Regex UnicodeEscape();
}
