using System.Globalization;
using System.Text.RegularExpressions;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>Numbers and units as the language of devices writes them.</summary>
internal static partial class UnitText
{
    private static readonly string[] Prefixed = ["V", "A", "s", "m", "F", "ohm", "S", "J", "W", "C"];

    private static readonly (string Prefix, int Ten)[] Prefixes =
        [("T", 12), ("G", 9), ("M", 6), ("k", 3), ("", 0), ("m", -3), ("u", -6), ("n", -9), ("p", -12), ("f", -15), ("a", -18)];

    private static readonly string[] Common = ["V", "A", "K", "W", "J", "s", "m", "m2", "m3", "C", "S", "F", "ohm"];

    /// <summary>The unit of a dimension, <c>""</c> of a plain number.</summary>
    public static string Of(Dimension dimension)
    {
        string usual = dimension.IsNone ? "" : dimension.ToString();
        if (!usual.Contains(' ', StringComparison.Ordinal) || !usual.Contains('^', StringComparison.Ordinal))
            return usual;
        // K/W rather than a product of powers of kg, m and s.
        IEnumerable<string> quotients = Common.SelectMany(above => Common.Select(below => $"{above}/{below}"));
        return quotients.FirstOrDefault(text => Unit.Parse(text)!.Value.Dimension == dimension) ?? usual;
    }

    /// <summary>A unit as a quotient of two that can stand after numbers; none where it is none.</summary>
    public static (string Above, string Below)? AsQuotient(Dimension dimension) =>
        Of(dimension).Split('/') is [var above, var below] && (above == "1" || Simple().IsMatch(above)) && Simple().IsMatch(below) ? (above == "1" ? "" : above, below) : null;

    /// <summary>Whether a unit can stand right after a number in an expression.</summary>
    public static bool IsSimple(Dimension dimension) => Simple().IsMatch(Of(dimension));

    /// <summary>A number in SI units with a unit that leaves few zeros; the value is the same to the last digit.</summary>
    public static (double Number, string Unit) Shown(double value, Dimension dimension)
    {
        string unit = Of(dimension);
        if (!Prefixed.Contains(unit) || value == 0 || !double.IsFinite(value))
            return (value, unit);
        double magnitude = Math.Abs(value) * (1 + 1e-12);
        (string prefix, int ten) = Array.Find(Prefixes, entry => magnitude >= Math.Pow(10, entry.Ten));
        if (prefix is null or "")
            return (value, unit);
        double shifted = Unit.Shift(value, -ten);
        return Unit.Parse(prefix + unit)!.Value.ToSi(shifted) == value ? (shifted, prefix + unit) : (value, unit);
    }

    /// <summary>The shortest digits that mean a number.</summary>
    public static string Digits(double value) =>
        Exponent().Replace(value.ToString("R", CultureInfo.InvariantCulture), match => $"e{(match.Groups[1].Value == "-" ? "-" : "")}{match.Groups[2].Value}");

    [GeneratedRegex("^[A-Za-z]+[23]?$")]
    private static partial Regex Simple();

    [GeneratedRegex(@"E([+-])0*(\d+)")]
    private static partial Regex Exponent();
}
