using System.Globalization;

namespace Bruno.Gpu.Units;

/// <summary>Amounts of memory as people write them: 150MB, 1.5 GB, 4096. Units are decimal, kB, MB, GB, TB.</summary>
internal static class ByteSize
{
    private static readonly (string Suffix, double Factor)[] Units =
        [("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12), ("b", 1), ("", 1)];

    /// <summary>The bytes that a text means, or none where it means no positive amount.</summary>
    public static long? Parse(string text)
    {
        string trimmed = text.Trim().ToLowerInvariant();
        (string suffix, double factor) = Units.First(unit => trimmed.EndsWith(unit.Suffix, StringComparison.Ordinal));
        string number = trimmed[..^suffix.Length].TrimEnd();
        bool isNumber = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount);
        double bytes = amount * factor;
        return isNumber && bytes is >= 1 and < long.MaxValue ? (long)bytes : null;
    }

    /// <summary>An amount for people, three digits and a unit.</summary>
    public static string Format(long bytes)
    {
        (string unit, double factor) = bytes switch
        {
            >= 1_000_000_000_000 => ("TB", 1e12),
            >= 1_000_000_000 => ("GB", 1e9),
            >= 1_000_000 => ("MB", 1e6),
            >= 1_000 => ("kB", 1e3),
            _ => ("B", 1.0),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / factor:0.##} {unit}");
    }
}
