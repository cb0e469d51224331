using System.Text.RegularExpressions;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>
/// The unit that an attribute or a comment tells. Only units of SI without prefixes count: numbers in a module stand as they are. Degrees Celsius
/// count as kelvins, of which a module makes them by adding a number.
/// </summary>
internal static partial class UnitHint
{
    private static readonly Dimension Temperature = new(0, 0, 0, 0, 1);

    private static readonly HashSet<string> Plain = new(["-", "--", "none", "no unit", "unitless", "dimensionless", "1", "#", "rad", "radian", "radians", "number", "ratio"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Celsius = new(["degC", "deg C", "deg. C", "degree C", "degrees C", "deg_C", "°C", "Celsius", "degree Celsius", "degrees Celsius"], StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["volt"] = "V", ["volts"] = "V", ["amp"] = "A", ["amps"] = "A", ["ampere"] = "A", ["amperes"] = "A", ["meter"] = "m", ["meters"] = "m",
        ["metre"] = "m", ["metres"] = "m", ["second"] = "s", ["seconds"] = "s", ["sec"] = "s", ["secs"] = "s", ["kelvin"] = "K", ["kelvins"] = "K",
        ["joules"] = "J", ["joule"] = "J", ["watt"] = "W", ["watts"] = "W", ["ohm"] = "ohm", ["ohms"] = "ohm", ["farad"] = "F", ["farads"] = "F",
        ["siemens"] = "S", ["mho"] = "S", ["mhos"] = "S", ["hz"] = "Hz", ["hertz"] = "Hz", ["coulomb"] = "C", ["coulombs"] = "C", ["coul"] = "C",
        ["henry"] = "H", ["henries"] = "H", ["weber"] = "Wb", ["webers"] = "Wb", ["tesla"] = "T", ["newton"] = "N", ["newtons"] = "N", ["pascal"] = "Pa",
    };

    /// <summary>What an attribute states.</summary>
    /// <param name="unit">The attribute.</param>
    /// <param name="remark">What the user is to know of it, as the end of a sentence that begins with the unit; none where there is nothing.</param>
    /// <returns>The dimension; none where it is no unit of SI without prefix.</returns>
    public static Dimension? Of(string unit, out string? remark)
    {
        remark = null;
        string plain = unit.Trim();
        if (plain.Length == 0)
            return null;
        if (Plain.Contains(plain))
            return Dimension.None;
        if (Celsius.Contains(plain))
        {
            remark = "is K in the model, whose numbers are the same: the module adds what makes kelvins of them";
            return Temperature;
        }

        Unit? known = Unit.Parse(Rewritten(plain));
        if (known is { Factor: 1, Ten: 0 } found)
            return found.Dimension;
        remark = known is null
            ? "is no unit that is known here"
            : "is not of SI without prefix, and numbers of a module stand as they are";
        return null;
    }

    /// <summary>The dimension that an attribute states; none where it is no such unit.</summary>
    public static Dimension? Of(string unit) => Of(unit, out _);

    /// <summary>The dimension that a comment mentions in brackets, or after the word unit, or is; none where it does not.</summary>
    public static Dimension? InComment(string comment)
    {
        if (Of(comment) is { } whole)
            return whole;
        foreach (Match match in Mention().Matches(comment))
        {
            if (Of(match.Groups["unit"].Value) is { } dimension)
                return dimension;
        }

        return null;
    }

    /// <summary>As units are written here: <c>A/V**2</c> is <c>A/V^2</c>, <c>m^2/(V*s)</c> is <c>m2/V/s</c>, <c>ohm.m</c> and <c>Ohm-m</c> are <c>ohm m</c>, <c>sqrt(V)</c> is <c>V^0.5</c>.</summary>
    private static string Rewritten(string unit)
    {
        string text = Word().Replace(unit, match => Words.GetValueOrDefault(match.Value, match.Value)).Replace("**", "^", StringComparison.Ordinal);
        text = Under().Replace(text, match => "/" + string.Join('/', match.Groups["units"].Value.Split(['*', ' ', '·', '.', '-'], StringSplitOptions.RemoveEmptyEntries)));
        text = Root().Replace(Exponent().Replace(text, "^$1"), "$1^0.5");
        return Joint().Replace(Space().Replace(text, "$1"), " ");
    }

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"/\s*\((?<units>[^()/]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Under();

    [GeneratedRegex(@"\^\((-?[0-9.]+)\)")]
    private static partial Regex Exponent();

    [GeneratedRegex(@"sqrt\s*\(([A-Za-z]+)\)")]
    private static partial Regex Root();

    [GeneratedRegex(@"\s*([/*^])\s*")]
    private static partial Regex Space();

    /// <summary>A point or a stroke between two units, not before a power or in a number.</summary>
    [GeneratedRegex(@"(?<=[A-Za-z0-9])[.-](?=[A-Za-z])")]
    private static partial Regex Joint();

    [GeneratedRegex(@"[\[\(](?<unit>[^\]\)]{1,20})[\]\)]|units?\s*[:=]\s*(?<unit>[A-Za-z0-9/*^·.-]{1,20})", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Mention();
}
