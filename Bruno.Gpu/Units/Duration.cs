using System.Globalization;

namespace Bruno.Gpu.Units;

/// <summary>Times as people write them: 0, 10s, 30min, 1h, 1d, 1y.</summary>
internal static class Duration
{
    private static readonly (string Unit, double Seconds)[] Units =
    [
        ("y", 365.25 * 86400), ("d", 86400), ("h", 3600), ("min", 60), ("s", 1), ("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9),
    ];

    /// <summary>The longest time, s: some 30,000 years.</summary>
    public const double Longest = 1e12;

    /// <summary>A time in seconds; none where it is not one, negative, or above <see cref="Longest"/>. A number without a unit is in seconds.</summary>
    public static double? Seconds(string text)
    {
        string trimmed = text.Trim();
        int digits = trimmed.Length;
        while (digits > 0 && !char.IsAsciiDigit(trimmed[digits - 1]) && trimmed[digits - 1] != '.')
            --digits;
        string unit = trimmed[digits..].Trim();
        bool isNumber = double.TryParse(trimmed[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        double? seconds = isNumber ? UnitConversion.Convert(number, unit.Length > 0 ? unit : "s", "s") : null;
        return seconds is >= 0 and <= Longest ? seconds : null;
    }

    /// <summary>A time in the largest unit of which it is at least one.</summary>
    public static string Text(double seconds)
    {
        (string unit, double size) = Array.Find(Units, entry => seconds >= entry.Seconds) is { Unit: not null } found ? found : ("s", 1);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / size:0.###} {unit}");
    }
}
