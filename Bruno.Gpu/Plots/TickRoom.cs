namespace Bruno.Gpu.Plots;

/// <summary>How much room there is for labels at an axis.</summary>
/// <param name="Low">The lower end of the axis.</param>
/// <param name="High">The upper end.</param>
/// <param name="Length">Its length, points.</param>
/// <param name="IsHorizontal">Whether labels are beside each other, not one above the other.</param>
internal sealed record TickRoom(double Low, double High, double Length, bool IsHorizontal)
{
    /// <summary>More than this is never looked at.</summary>
    private const int MostTicks = 100;

    private const double Rounding = 1e-9;

    /// <summary>Whether so many ticks, evenly spread, are worth trying.</summary>
    public static bool IsSensible(double count) => count <= MostTicks;

    /// <summary>Whether a place is on the axis; ends are.</summary>
    public bool Contains(double place) => place >= Low - Rounding * (High - Low) && place <= High + Rounding * (High - Low);

    /// <summary>Whether labels are clear of each other.</summary>
    /// <param name="ticks">The labels, in ascending order of their places.</param>
    /// <param name="gap">The least space between two, points.</param>
    public bool Fits(IReadOnlyList<(double Place, string Label)> ticks, double gap)
    {
        double scale = Length / (High - Low);
        return Enumerable.Range(1, Math.Max(0, ticks.Count - 1))
            .All(i => (ticks[i].Place - ticks[i - 1].Place) * scale >= (Extent(ticks[i].Label) + Extent(ticks[i - 1].Label)) / 2 + gap);
    }

    private double Extent(string label) => IsHorizontal ? PictureText.Width(label, PictureText.SmallSize) : PictureText.SmallSize;
}
