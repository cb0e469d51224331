using System.Globalization;

namespace Bruno.Gpu.RunReports.Tables;

/// <summary>How numbers of a column are shown to people; files for programs have them in SI units with all their digits.</summary>
/// <param name="Unit">The unit that they are shown in; empty for plain numbers.</param>
/// <param name="Scale">One of the number in that unit.</param>
/// <param name="Text">A .NET format.</param>
public sealed record ValueFormat(string Unit, double Scale, string Text)
{
    private const string Significant = "G3";

    /// <summary>Shares in percent, with a digit after the point.</summary>
    public static ValueFormat Percent { get; } = new("%", 100, "0.0");

    /// <summary>Losses, with four digits.</summary>
    public static ValueFormat Loss { get; } = new("", 1, "0.0000");

    /// <summary>Whole numbers, thousands apart.</summary>
    public static ValueFormat Whole { get; } = new("", 1, "#,0");

    /// <summary>Plain numbers of three digits.</summary>
    public static ValueFormat Plain { get; } = new("", 1, Significant);

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
        return new($"{prefix}J", scale, Significant);
    }

    /// <summary>A number as people read it.</summary>
    public string Show(double value) => double.IsFinite(value) ? (value * Scale).ToString(Text, CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A standard deviation: to the digits of its mean, or to two of its own.</summary>
    public string ShowDeviation(double value) => Text == Significant ? (this with { Text = "G2" }).Show(value) : Show(value);

    /// <summary>The same with its sign.</summary>
    public string ShowDifference(double value) => (value >= 0 ? "+" : "") + Show(value).Replace('-', '−');
}
