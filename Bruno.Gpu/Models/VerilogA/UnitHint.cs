using System.Text.RegularExpressions;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>The unit that an attribute or a comment tells. Only units of SI without prefixes count: numbers in a module stand as they are.</summary>
internal static partial class UnitHint
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["volt"] = "V", ["volts"] = "V", ["amp"] = "A", ["amps"] = "A", ["ampere"] = "A", ["amperes"] = "A", ["meter"] = "m", ["meters"] = "m",
        ["metre"] = "m", ["metres"] = "m", ["second"] = "s", ["seconds"] = "s", ["sec"] = "s", ["kelvin"] = "K", ["kelvins"] = "K", ["joules"] = "J",
        ["joule"] = "J", ["watt"] = "W", ["watts"] = "W", ["ohms"] = "ohm", ["farad"] = "F", ["farads"] = "F", ["siemens"] = "S", ["hz"] = "Hz",
    };

    /// <summary>The dimension that an attribute states; none where it is no such unit.</summary>
    public static Dimension? Of(string unit)
    {
        string plain = Word().Replace(unit.Trim(), match => Words.GetValueOrDefault(match.Value, match.Value));
        return plain.Length > 0 && Unit.Parse(plain.Replace("^", "", StringComparison.Ordinal)) is { Factor: 1, Ten: 0 } known ? known.Dimension : null;
    }

    /// <summary>The dimension that a comment mentions in brackets, or after the word unit; none where it does not.</summary>
    public static Dimension? InComment(string comment)
    {
        foreach (Match match in Mention().Matches(comment))
        {
            if (Of(match.Groups["unit"].Value) is { } dimension)
                return dimension;
        }

        return null;
    }

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[\[\(](?<unit>[^\]\)]{1,20})[\]\)]|units?\s*[:=]\s*(?<unit>[A-Za-z0-9/*^·.-]{1,20})", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Mention();
}
