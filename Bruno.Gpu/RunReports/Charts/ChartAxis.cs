using System.Globalization;

namespace Bruno.Gpu.RunReports.Charts;

/// <summary>An axis of a chart: its range, and ticks at round numbers.</summary>
internal sealed record ChartAxis
{
    private const int WantedTicks = 5;

    private ChartAxis(string label, double from, double to, bool isLogarithmic, IReadOnlyList<(double Value, string Text)> ticks) =>
        (Label, From, To, IsLogarithmic, Ticks) = (label, from, to, isLogarithmic, ticks);

    /// <summary>Quantity and unit.</summary>
    public string Label { get; }

    /// <summary>Its lower end.</summary>
    public double From { get; }

    /// <summary>Its upper end.</summary>
    public double To { get; }

    /// <summary>Whether equal distances are equal ratios.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Where ticks are and what stands at them.</summary>
    public IReadOnlyList<(double Value, string Text)> Ticks { get; }

    /// <summary>An axis that holds some values, with a little room on either side; logarithmic where they span more than a factor of 30.</summary>
    /// <param name="label">Quantity and unit.</param>
    /// <param name="values">The values; those that are not finite are of no account.</param>
    /// <param name="canBeLogarithmic">Whether it may be logarithmic.</param>
    /// <param name="room">The share of the range that is left free on either side.</param>
    /// <param name="least">Where the axis must not go below.</param>
    /// <param name="most">Where it must not go above.</param>
    /// <param name="isWhole">Whether ticks are at whole numbers only.</param>
    public static ChartAxis Of(
        string label, IEnumerable<double> values, bool canBeLogarithmic = false, double room = 0.04, double least = double.NegativeInfinity,
        double most = double.PositiveInfinity, bool isWhole = false)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        (double low, double high) = finite.Length > 0 ? (finite.Min(), finite.Max()) : (0, 1);
        if (canBeLogarithmic && low > 0 && high > 30 * low)
        {
            double margin = Math.Pow(high / low, room);
            return Logarithmic(label, low / margin, high * margin);
        }

        double range = high > low ? high - low : Math.Max(Math.Abs(high), 1) * 0.1;
        (low, high) = (high > low ? low : low - range / 2, high > low ? high : high + range / 2);
        return Linear(label, Math.Max(low - room * range, Math.Min(least, low)), Math.Min(high + room * range, Math.Max(most, high)), isWhole);
    }

    /// <summary>A linear axis of a given range.</summary>
    public static ChartAxis Linear(string label, double from, double to, bool isWhole = false)
    {
        double step = RoundStep((to - from) / WantedTicks);
        if (isWhole)
            step = Math.Max(1, step);
        int decimals = Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 12);
        List<(double, string)> ticks = [];
        for (double tick = Math.Ceiling(from / step - 1e-9) * step; tick <= to + 1e-9 * step; tick += step)
            ticks.Add((tick, TextOf(Math.Abs(tick) < 1e-9 * step ? 0 : tick, decimals)));
        return new(label, from, to, false, ticks);
    }

    /// <summary>An axis with named places, one a whole number from 0.</summary>
    public static ChartAxis OfNames(string label, IReadOnlyList<string> names) =>
        new(label, -0.5, names.Count - 0.5, false, [.. names.Select((name, i) => ((double)i, name))]);

    /// <summary>Where a value lies: 0 at the lower end, 1 at the upper.</summary>
    public double Share(double value) => IsLogarithmic
        ? (Math.Log(value) - Math.Log(From)) / (Math.Log(To) - Math.Log(From))
        : (value - From) / (To - From);

    private static ChartAxis Logarithmic(string label, double from, double to)
    {
        double decades = Math.Log10(to / from);
        double[] digits = decades > 4 ? [1] : decades > 2 ? [1, 3] : [1, 2, 5];
        List<(double, string)> ticks = [];
        for (int exponent = (int)Math.Floor(Math.Log10(from)); Math.Pow(10, exponent) <= to; ++exponent)
        {
            foreach (double digit in digits)
            {
                double tick = digit * Math.Pow(10, exponent);
                if (tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9))
                    ticks.Add((tick, TextOf(tick, Math.Clamp(-exponent, 0, 12))));
            }
        }

        return new(label, from, to, true, ticks);
    }

    private static string TextOf(double value, int decimals) => Math.Abs(value) is >= 1e6 or > 0 and < 1e-4
        ? value.ToString("0.###e0", CultureInfo.InvariantCulture).Replace('-', '−')
        : value.ToString($"F{decimals}", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>1, 2 or 5 times a power of ten.</summary>
    private static double RoundStep(double wanted)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return power * (wanted / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
    }
}
