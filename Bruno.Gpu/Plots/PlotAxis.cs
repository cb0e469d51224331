namespace Bruno.Gpu.Plots;

/// <summary>What an axis shows, and how.</summary>
/// <param name="Label">The quantity and its unit.</param>
internal sealed record PlotAxis(string Label)
{
    /// <summary>The largest share of the range by which an axis goes beyond a bound, so that what lies on it is seen whole.</summary>
    private const double BeyondBound = 0.03;

    /// <summary>Whether it is logarithmic; then it has no place for zero and below.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether there is nothing between whole numbers.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The values that have ticks; where nothing is said, round ones.</summary>
    public IReadOnlyList<double>? TicksAt { get; init; }

    /// <summary>What no value is below.</summary>
    public double? Lowest { get; init; }

    /// <summary>What no value is above.</summary>
    public double? Highest { get; init; }

    /// <summary>Whether the axis begins at zero, wherever the values are.</summary>
    public bool IsFromZero { get; init; }

    /// <summary>The free share of the range at both ends.</summary>
    public double Margin { get; init; } = 0.05;

    /// <summary>Whether a value can be shown.</summary>
    public bool HasPlace(double value) => double.IsFinite(value) && (!IsLogarithmic || value > 0);

    /// <summary>Where a value is: itself or its decimal logarithm.</summary>
    public double Place(double value) => IsLogarithmic ? Math.Log10(value) : value;

    /// <summary>The ends of the axis.</summary>
    /// <param name="places">What it is to show, as places.</param>
    public (double Low, double High) Range(IReadOnlyCollection<double> places)
    {
        if (places.Count == 0)
            return (0, 1);
        double low = IsFromZero ? Math.Min(0, places.Min()) : places.Min(), high = places.Max(), span = high - low;
        // What is constant stands in the middle.
        bool isConstant = span <= 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high));
        double margin = !isConstant ? Margin * span : IsLogarithmic ? 0.2 : IsWhole ? 0.6 : high == 0 ? 1 : 0.1 * Math.Abs(high);
        (double from, double to) = (IsFromZero && low == 0 ? 0 : low - margin, high + margin);
        double beyond = BeyondBound * (to - from);
        return (Lowest is double lowest ? Math.Max(from, lowest - beyond) : from, Highest is double highest ? Math.Min(to, highest + beyond) : to);
    }
}
