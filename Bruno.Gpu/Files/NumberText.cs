using System.Globalization;
using System.Text.RegularExpressions;

namespace Bruno.Gpu.Files;

/// <summary>Numbers as all tables of this program spell them: a decimal point, an exponent where wanted, nothing else.</summary>
public static partial class NumberText
{
    /// <summary>Words that stand for a value, or for its absence, and never for the name of a column.</summary>
    private static readonly HashSet<string> ValueWords =
        new(["nan", "inf", "infinity", "∞", "na", "n/a", "null", "none"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a finite number; spaces around it do not count.</summary>
    public static bool TryRead(string text, out double value)
    {
        string trimmed = text.Trim();
        value = 0;
        return NumberPattern().IsMatch(trimmed)
            && double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
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

    [GeneratedRegex(@"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^[+-]?[0-9.' ]*,[0-9]+([eE][+-]?[0-9]+)?$")]
    private static partial Regex CommaPattern();
}
