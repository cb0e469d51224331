using System.Globalization;

namespace Bruno.Gpu.Configuration;

/// <summary>
/// The range and the unit of a setting that is a number, or a list or table of numbers. Values outside the range, and such as are not
/// finite, are faults; the range is printed beside the setting. A bound that is not given does not exist.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberAttribute : Attribute
{
    /// <summary>The smallest value.</summary>
    public double From { get; init; } = double.NegativeInfinity;

    /// <summary>The largest value.</summary>
    public double To { get; init; } = double.PositiveInfinity;

    /// <summary>What the value exceeds.</summary>
    public double Above { get; init; } = double.NegativeInfinity;

    /// <summary>What the value stays below.</summary>
    public double Below { get; init; } = double.PositiveInfinity;

    /// <summary>The unit; empty for a number of things, a share or a factor.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The range in words, such as "positive" or "0 to 1"; "any" where there is no bound.</summary>
    public string Range
    {
        get
        {
            (string? low, string? high) = (Low, High);
            return (low, high) switch
            {
                (null, null) => "any",
                ("above 0", null) => "positive",
                ("0", null) => "not negative",
                (not null, null) => double.IsFinite(From) ? $"at least {low}" : low,
                (null, not null) => double.IsFinite(To) ? $"at most {high}" : high,
                ("above 0", _) => $"positive, {(double.IsFinite(To) ? "at most " : "")}{high}",
                _ => $"{low} to {high}",
            };
        }
    }

    private string? Low => double.IsFinite(Above) ? $"above {Text(Above)}" : double.IsFinite(From) ? Text(From) : null;

    private string? High => double.IsFinite(Below) ? $"below {Text(Below)}" : double.IsFinite(To) ? Text(To) : null;

    /// <summary>Whether a value is finite and within the range.</summary>
    public bool Contains(double value) => double.IsFinite(value) && value >= From && value <= To && value > Above && value < Below;

    /// <summary>What is wrong with a value outside the range: "must be positive (s), is -3".</summary>
    public string Describe(double value)
    {
        string unit = Unit.Length > 0 ? $" ({Unit})" : "";
        string wanted = Range == "any" ? "a finite number" : double.IsFinite(value) ? Range : $"a finite number, {Range}";
        return string.Create(CultureInfo.InvariantCulture, $"must be {wanted}{unit}, is {value:R}");
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
