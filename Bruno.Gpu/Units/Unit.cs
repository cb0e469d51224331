using System.Globalization;
using System.Text.RegularExpressions;

namespace Bruno.Gpu.Units;

/// <summary>
/// A unit, as factor × 10^ten of the SI unit of its dimension: SI units with prefixes and powers, products (<c>A s</c>, <c>N*m</c>), one over
/// others (<c>MV/cm</c>, <c>W/m2/K</c>); besides, eV, times in min, h, d and y, shares in %, and the dimensionless 1 or nothing. A power is written
/// <c>m2</c>, <c>m^2</c>, <c>s-1</c> or <c>V^0.5</c>.
/// </summary>
/// <param name="Factor">The factor that is no power of ten.</param>
/// <param name="Ten">A power of ten, kept apart so that it can be applied to the digits of a number: 22 uC/cm2 are the double nearest to 0.22 C/m2.</param>
/// <param name="Dimension">What it measures.</param>
internal readonly partial record struct Unit(double Factor, int Ten, Dimension Dimension)
{
    private static readonly Dictionary<string, int> Prefixes = new(StringComparer.Ordinal)
    {
        [""] = 0, ["a"] = -18, ["f"] = -15, ["p"] = -12, ["n"] = -9, ["u"] = -6, ["µ"] = -6, ["μ"] = -6, ["m"] = -3, ["c"] = -2, ["k"] = 3, ["M"] = 6,
        ["G"] = 9, ["T"] = 12,
    };

    /// <summary>The units that take prefixes.</summary>
    private static readonly (string Name, Unit Unit)[] Prefixed =
    [
        ("mol", Base(0, 0, 0, 0, 0, 1)), ("ohm", Base(2, 1, -3, -2)), ("Ohm", Base(2, 1, -3, -2)), ("eV", new(1.602176634, -19, Dimension.Energy)),
        ("Hz", Base(0, 0, -1, 0)), ("Pa", Base(-1, 1, -2, 0)), ("Wb", Base(2, 1, -2, -1)), ("Ω", Base(2, 1, -3, -2)), ("m", Base(1, 0, 0, 0)),
        ("g", new(1, -3, new(0, 1, 0, 0))), ("s", Base(0, 0, 1, 0)), ("A", Base(0, 0, 0, 1)), ("K", Base(0, 0, 0, 0, 1)), ("V", Base(2, 1, -3, -1)),
        ("C", Base(0, 0, 1, 1)), ("F", Base(-2, -1, 4, 2)), ("S", Base(-2, -1, 3, 2)), ("J", Base(2, 1, -2, 0)), ("W", Base(2, 1, -3, 0)),
        ("N", Base(1, 1, -2, 0)), ("H", Base(2, 1, -2, -2)), ("T", Base(0, 1, -2, -1)),
    ];

    /// <summary>The units that take none.</summary>
    private static readonly Dictionary<string, Unit> Plain = new(StringComparer.Ordinal)
    {
        [""] = Base(0, 0, 0, 0), ["1"] = Base(0, 0, 0, 0), ["%"] = new(1, -2, Dimension.None),
        ["min"] = new(60, 0, Dimension.Time), ["h"] = new(3600, 0, Dimension.Time), ["d"] = new(86400, 0, Dimension.Time),
        ["y"] = new(365.25 * 86400, 0, Dimension.Time),
    };

    /// <summary>The unit that a text means; none where it means none.</summary>
    public static Unit? Parse(string text)
    {
        string[] parts = text.Split('/');
        Unit whole = Base(0, 0, 0, 0);
        for (int part = 0; part < parts.Length; ++part)
        {
            // What follows a slash is one unit: in J/m2 K it would be anybody's guess where K stands.
            string[] factors = part == 0 ? parts[0].Trim().Split([' ', '*', '·'], StringSplitOptions.RemoveEmptyEntries) : [parts[part].Trim()];
            if (parts.Length > 1 && factors.Length == 0 || part > 0 && factors[0].Length == 0)
                return null;
            foreach (string factor in factors)
            {
                if (ParseFactor(factor) is not { } unit)
                    return null;
                whole = part == 0 ? whole * unit : whole * unit.ToPower(-1);
            }
        }

        return whole;
    }

    /// <summary>A number of these units in the SI unit of the dimension.</summary>
    public double ToSi(double number) => Shift(number, Ten) * Factor;

    /// <summary>A number in the SI unit of the dimension in these units.</summary>
    public double FromSi(double number) => Shift(number, -Ten) / Factor;

    /// <summary>A number times a power of ten, rounded once.</summary>
    internal static double Shift(double number, int ten)
    {
        if (!double.IsFinite(number))
            return number;
        string digits = number.ToString("R", CultureInfo.InvariantCulture);
        int exponent = digits.IndexOf('E', StringComparison.Ordinal);
        int own = exponent < 0 ? 0 : int.Parse(digits.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = exponent < 0 ? digits : digits[..exponent];
        return double.Parse(string.Create(CultureInfo.InvariantCulture, $"{mantissa}E{own + ten}"), CultureInfo.InvariantCulture);
    }

    public static Unit operator *(Unit left, Unit right) => new(left.Factor * right.Factor, left.Ten + right.Ten, left.Dimension * right.Dimension);

    private Unit ToPower(double exponent)
    {
        double ten = Ten * exponent;
        bool isWhole = ten == Math.Round(ten);
        double factor = Factor == 1 ? 1 : Math.Pow(Factor, exponent);
        return new(isWhole ? factor : factor * Math.Pow(10, ten), isWhole ? (int)ten : 0, Dimension.ToPower(exponent));
    }

    private static Unit? ParseFactor(string text)
    {
        if (Plain.TryGetValue(text, out Unit plain))
            return plain;
        Match match = PowerPattern().Match(text);
        string name = match.Groups["name"].Value;
        (string Name, Unit Unit) known = Array.Find(
            Prefixed, entry => name.EndsWith(entry.Name, StringComparison.Ordinal) && Prefixes.ContainsKey(name[..^entry.Name.Length]));
        if (!match.Success || known.Name is null)
            return null;
        Unit unit = known.Unit with { Ten = known.Unit.Ten + Prefixes[name[..^known.Name.Length]] };
        string power = match.Groups["power"].Value;
        return power.Length > 0 ? unit.ToPower(double.Parse(power, CultureInfo.InvariantCulture)) : unit;
    }

    private static Unit Base(double metre, double kilogram, double second, double ampere, double kelvin = 0, double mole = 0) =>
        new(1, 0, new(metre, kilogram, second, ampere, kelvin, mole));

    [GeneratedRegex(@"^(?<name>[^\d^-]+)((?<power>-?[1-9])|\^(?<power>-?[0-9]{1,2}(\.[0-9]{1,4})?))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex PowerPattern();
}
