using System.Globalization;

namespace Bruno.Gpu.RunReports.Tables;

/// <summary>How numbers of a column are shown to people; files for programs have them in SI units with all their digits.</summary>
/// <param name="Unit">The unit that they are shown in; empty for plain numbers.</param>
/// <param name="Scale">One of the number in that unit.</param>
/// <param name="Text">A .NET format; none for three significant digits.</param>
internal sealed record ValueFormat(string Unit, double Scale, string? Text)
{
    private const int SignificantDigits = 3;
    private const double LeastWithoutExponent = 1e-4;

    /// <summary>Shares in percent, with a digit after the point.</summary>
    public static ValueFormat Percent { get; } = new("%", 100, "0.0");

    /// <summary>Losses, with four digits.</summary>
    public static ValueFormat Loss { get; } = new("", 1, "0.0000");

    /// <summary>Whole numbers, thousands apart.</summary>
    public static ValueFormat Whole { get; } = new("", 1, "#,0");

    /// <summary>Plain numbers of three digits.</summary>
    public static ValueFormat Plain { get; } = new("", 1, null);

    /// <summary>Seconds.</summary>
    public static ValueFormat Seconds { get; } = new("s", 1, "0.0");

    /// <summary>Bytes in millions.</summary>
    public static ValueFormat Megabytes { get; } = new("MB", 1e-6, "0.0");

    /// <summary>Energies, with the prefix that suits the largest of some.</summary>
    public static ValueFormat JoulesFor(IEnumerable<double?> values)
    {
        double largest = values.Where(value => value is double number && double.IsFinite(number)).Select(value => Math.Abs(value!.Value)).DefaultIfEmpty(0).Max();
        (string prefix, double scale) = largest switch
        {
            >= 1 => ("", 1.0),
            >= 1e-3 => ("m", 1e3),
            >= 1e-6 => ("µ", 1e6),
            >= 1e-9 => ("n", 1e9),
            _ => ("p", 1e12),
        };
        return new($"{prefix}J", scale, null);
    }

    /// <summary>A number as people read it.</summary>
    public string Show(double value) => Show(value, value);

    /// <summary>A standard deviation, to the digits of its mean.</summary>
    public string ShowDeviation(double deviation, double mean) => Show(deviation, mean);

    /// <summary>A number with its sign.</summary>
    public string ShowDifference(double value) => (value >= 0 ? "+" : "") + Show(value).Replace('-', '−');

    private string Show(double value, double like)
    {
        if (!double.IsFinite(value))
            return value.ToString(CultureInfo.InvariantCulture);
        double size = Math.Abs(like * Scale);
        string text = Text
            ?? (size is > 0 and < LeastWithoutExponent ? "0.00e0"
            : $"F{Math.Clamp(SignificantDigits - 1 - (size > 0 ? (int)Math.Floor(Math.Log10(size)) : 0), 0, 12)}");
        return (value * Scale).ToString(text, CultureInfo.InvariantCulture);
    }
}
