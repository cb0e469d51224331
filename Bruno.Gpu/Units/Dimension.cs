using System.Globalization;

namespace Bruno.Gpu.Units;

/// <summary>
/// What a physical quantity is measured in: the powers of the SI base units, which roots make fractions. Candela is left out.
/// </summary>
/// <param name="Metre">The power of the metre.</param>
/// <param name="Kilogram">The power of the kilogram.</param>
/// <param name="Second">The power of the second.</param>
/// <param name="Ampere">The power of the ampere.</param>
/// <param name="Kelvin">The power of the kelvin.</param>
/// <param name="Mole">The power of the mole.</param>
internal readonly record struct Dimension(double Metre, double Kilogram, double Second, double Ampere, double Kelvin = 0, double Mole = 0)
{
    private const double Resolution = 1e-9;

    /// <summary>A plain number.</summary>
    public static Dimension None { get; }

    public static Dimension Voltage { get; } = new(2, 1, -3, -1);

    public static Dimension Current { get; } = new(0, 0, 0, 1);

    public static Dimension Time { get; } = new(0, 0, 1, 0);

    public static Dimension Energy { get; } = new(2, 1, -2, 0);

    public static Dimension Power { get; } = new(2, 1, -3, 0);

    /// <summary>The units that people name, in the order in which a dimension is looked for among them.</summary>
    private static readonly (string Name, Dimension Dimension)[] Named =
    [
        ("V", Voltage), ("A", Current), ("s", Time), ("m", new(1, 0, 0, 0)), ("C", new(0, 0, 1, 1)), ("F", new(-2, -1, 4, 2)),
        ("ohm", new(2, 1, -3, -2)), ("S", new(-2, -1, 3, 2)), ("J", Energy), ("W", Power), ("K", new(0, 0, 0, 0, 1)), ("kg", new(0, 1, 0, 0)),
        ("mol", new(0, 0, 0, 0, 0, 1)), ("N", new(1, 1, -2, 0)), ("Pa", new(-1, 1, -2, 0)), ("H", new(2, 1, -2, -2)), ("T", new(0, 1, -2, -1)),
        ("Wb", new(2, 1, -2, -1)),
    ];

    /// <summary>What a named unit is often multiplied by or divided by.</summary>
    private static readonly (string Text, Dimension Dimension)[] Companions =
    [
        ("/s", new(0, 0, -1, 0)), ("/m", new(-1, 0, 0, 0)), ("/m2", new(-2, 0, 0, 0)), ("/m3", new(-3, 0, 0, 0)), ("/K", new(0, 0, 0, 0, -1)),
        ("/V", None / Voltage), (" A", Current), (" s", Time), (" m", new(1, 0, 0, 0)), (" K", new(0, 0, 0, 0, 1)),
    ];

    /// <summary>Whether it is that of a plain number.</summary>
    public bool IsNone => this == None;

    public static Dimension operator *(Dimension left, Dimension right) => Rounded(
        left.Metre + right.Metre, left.Kilogram + right.Kilogram, left.Second + right.Second, left.Ampere + right.Ampere, left.Kelvin + right.Kelvin,
        left.Mole + right.Mole);

    public static Dimension operator /(Dimension left, Dimension right) => left * right.ToPower(-1);

    /// <summary>The dimension of a quantity to a power.</summary>
    public Dimension ToPower(double exponent) => Rounded(
        Metre * exponent, Kilogram * exponent, Second * exponent, Ampere * exponent, Kelvin * exponent, Mole * exponent);

    /// <summary>A unit of this dimension as people write it, <c>V/m</c>; "a plain number" where it has none.</summary>
    public override string ToString()
    {
        Dimension dimension = this;
        if (IsNone)
            return "a plain number";
        if (NameOf(dimension) is { } name)
            return name;
        foreach ((string named, Dimension unit) in Named)
        {
            foreach (double power in new[] { 2, 3, 0.5 })
            {
                if (unit.ToPower(power) == dimension)
                    return named + PowerText(power);
                if (unit.ToPower(-power) == dimension)
                    return "1/" + named + PowerText(power);
            }

            if (unit.ToPower(-1) == dimension)
                return "1/" + named;
        }

        foreach ((string text, Dimension companion) in Companions)
        {
            if (NameOf(dimension / companion) is { } partner)
                return partner + text;
        }

        (string Name, double Power)[] powers = [("kg", Kilogram), ("m", Metre), ("s", Second), ("A", Ampere), ("K", Kelvin), ("mol", Mole)];
        return string.Join(' ', powers.Where(entry => entry.Power != 0).Select(entry => entry.Name + PowerText(entry.Power)));
    }

    private static string? NameOf(Dimension dimension) => Array.Find(Named, entry => entry.Dimension == dimension).Name;

    private static string PowerText(double power) =>
        power == 1 ? "" : power is 2 or 3 ? power.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"^{power:0.####}");

    private static Dimension Rounded(double metre, double kilogram, double second, double ampere, double kelvin, double mole) =>
        new(Round(metre), Round(kilogram), Round(second), Round(ampere), Round(kelvin), Round(mole));

    /// <summary>The fraction of small terms that a power is up to rounding, so that the third power of a cube root is the quantity again.</summary>
    private static double Round(double power)
    {
        for (int denominator = 1; denominator <= 12; ++denominator)
        {
            double numerator = Math.Round(power * denominator);
            if (Math.Abs(power * denominator - numerator) < Resolution)
                return numerator / denominator + 0.0;
        }

        return power;
    }
}
