using System.Text.RegularExpressions;

namespace Bruno.Gpu.Units;

/// <summary>
/// What a table says of a column: a name, and the unit of its numbers in brackets, <c>V (mV)</c> or <c>V [mV]</c>; volts, amperes and seconds
/// also at the end of the name, <c>drive_mv</c>.
/// </summary>
/// <param name="Text">The header as it stands.</param>
/// <param name="Name">The name without the unit.</param>
/// <param name="Unit">The unit; none where the header has none.</param>
internal sealed partial record ColumnHeader(string Text, string Name, string? Unit)
{
    /// <summary>A longer header names no unit; brackets without end would take long to be found to be none.</summary>
    private const int Longest = 1000;

    private static readonly string[] Prefixes = ["", "m", "u", "n", "p", "f", "k"];

    private static readonly Dictionary<string, string> Endings = new[] { "V", "A", "s" }
        .SelectMany(unit => Prefixes.Select(prefix => prefix + unit))
        .ToDictionary(unit => unit, unit => unit, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a header.</summary>
    public static ColumnHeader Parse(string text)
    {
        string trimmed = text.Trim();
        Match match = trimmed.Length <= Longest ? Bracketed().Match(trimmed) : Match.Empty;
        if (match.Success)
            return new(trimmed, match.Groups["name"].Value.Trim(), match.Groups["unit"].Value.Trim());
        int end = trimmed.LastIndexOf('_');
        return end > 0 && Endings.TryGetValue(trimmed[(end + 1)..], out string? unit) ? new(trimmed, trimmed[..end], unit) : new(trimmed, trimmed, null);
    }

    /// <summary>Whether it is called time or t.</summary>
    public bool IsTime => IsCalled("time") || IsCalled("t");

    /// <summary>Whether the unit stands in brackets, so that it is meant as one.</summary>
    public bool IsBracketed => Text.EndsWith(')') || Text.EndsWith(']');

    /// <summary>Whether this is what a user calls it, with its unit or without.</summary>
    public bool IsCalled(string name) =>
        string.Equals(Text, name, StringComparison.OrdinalIgnoreCase) || string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether its numbers are of this unit's dimension.</summary>
    public bool Measures(string unit) => Unit is not null && UnitConversion.Convert(1, Unit, unit) is not null;

    [GeneratedRegex(@"^(?<name>.*?)\s*[\(\[](?<unit>[^\)\]]*)[\)\]]$")]
    private static partial Regex Bracketed();
}
