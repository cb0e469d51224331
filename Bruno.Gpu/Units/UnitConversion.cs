using System.Globalization;
using System.Text.RegularExpressions;

namespace Bruno.Gpu.Units;

/// <summary>
/// Converts between units of one dimension: SI units with prefixes and powers, over others, such as <c>uS</c>, <c>MV/cm</c> or
/// <c>uC/cm2</c>; besides, times in min, h, d and y, shares in %, and the dimensionless 1.
/// </summary>
public static partial class UnitConversion
{
    /// <summary>Powers of ten, so that they can be applied to the digits of a number: 22 uC/cm2 are the double nearest to 0.22 C/m2.</summary>
    private static readonly Dictionary<string, int> Prefixes = new(StringComparer.Ordinal)
    {
        [""] = 0, ["f"] = -15, ["p"] = -12, ["n"] = -9, ["u"] = -6, ["µ"] = -6, ["μ"] = -6, ["m"] = -3, ["c"] = -2, ["k"] = 3, ["M"] = 6, ["G"] = 9,
    };

    private static readonly string[] BaseUnits = ["m", "s", "A", "V", "C", "F", "S", "ohm", "J", "W", "K", "eV"];

    private static readonly Dictionary<string, UnitPart> NamedUnits = new(StringComparer.Ordinal)
    {
        ["1"] = new(1, 0, ""), ["%"] = new(1, -2, ""), ["Ω"] = new(1, 0, "ohm"),
        ["min"] = new(60, 0, "s"), ["h"] = new(3600, 0, "s"), ["d"] = new(86400, 0, "s"), ["y"] = new(365.25 * 86400, 0, "s"),
    };

    /// <summary>A number in another unit; none where it is not finite, one is not a unit, or they are of different dimensions.</summary>
    /// <param name="number">The number.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="target">The unit that it is wanted in; empty for a dimensionless number.</param>
    public static double? Convert(double number, string unit, string target)
    {
        if (!double.IsFinite(number) || Parse(unit) is not { } given || Parse(target.Length == 0 ? "1" : target) is not { } wanted)
            return null;
        bool isSame = given.Dimension.Count == wanted.Dimension.Count
            && given.Dimension.All(power => wanted.Dimension.GetValueOrDefault(power.Key) == power.Value);
        return isSame ? Shift(number, given.Ten - wanted.Ten) * (given.Factor / wanted.Factor) : null;
    }

    /// <summary>A number times a power of ten, rounded once.</summary>
    private static double Shift(double number, int ten)
    {
        string digits = number.ToString("R", CultureInfo.InvariantCulture);
        int exponent = digits.IndexOf('E', StringComparison.Ordinal);
        int own = exponent < 0 ? 0 : int.Parse(digits.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = exponent < 0 ? digits : digits[..exponent];
        return double.Parse(string.Create(CultureInfo.InvariantCulture, $"{mantissa}E{own + ten}"), CultureInfo.InvariantCulture);
    }

    private static (double Factor, int Ten, Dictionary<string, int> Dimension)? Parse(string unit)
    {
        double factor = 1;
        int ten = 0, sign = 1;
        Dictionary<string, int> dimension = new(StringComparer.Ordinal);
        foreach (string text in unit.Split('/'))
        {
            if (ParsePart(text.Trim()) is not (UnitPart part, int power))
                return null;
            factor *= sign > 0 ? part.Factor : 1 / part.Factor;
            ten += sign * power * part.Ten;
            if (part.Base.Length > 0)
                dimension[part.Base] = dimension.GetValueOrDefault(part.Base) + sign * power;
            sign = -1;
        }

        foreach (string none in dimension.Where(entry => entry.Value == 0).Select(entry => entry.Key).ToList())
            dimension.Remove(none);
        return (factor, ten, dimension);
    }

    private static (UnitPart Part, int Power)? ParsePart(string text)
    {
        if (NamedUnits.TryGetValue(text, out UnitPart named))
            return (named, 1);
        Match match = PowerPattern().Match(text);
        string name = match.Groups["name"].Value;
        string? baseUnit = BaseUnits.FirstOrDefault(unit => name.EndsWith(unit, StringComparison.Ordinal) && Prefixes.ContainsKey(name[..^unit.Length]));
        if (!match.Success || baseUnit is null)
            return null;
        int power = match.Groups["power"].Length > 0 ? match.Groups["power"].Value[0] - '0' : 1;
        return (new(1, Prefixes[name[..^baseUnit.Length]], baseUnit), power);
    }

    [GeneratedRegex(@"^(?<name>\D+)(?<power>[23]?)$")]
    private static partial Regex PowerPattern();

    /// <summary>A unit as factor × 10^ten of a base unit.</summary>
    private readonly record struct UnitPart(double Factor, int Ten, string Base);
}
