using ScottPlot;

namespace Bruno.Gpu.Plots;

/// <summary>
/// Finds series that lie on others, and makes all visible: what is below gets a broad line and large markers, what is above narrow dashes and
/// small markers, and the legend says which lies on which.
/// </summary>
internal static class HiddenSeries
{
    /// <summary>The length of a dash, points.</summary>
    private const float Dash = 3.5f;

    /// <summary>For each series the first one before it that it lies on, all along the shorter of the two.</summary>
    /// <param name="series">The series, with points that are drawn.</param>
    /// <param name="tolerance">The largest difference of values that is not seen.</param>
    public static int?[] Find(IReadOnlyList<PlotSeries> series, double tolerance)
    {
        int?[] below = new int?[series.Count];
        for (int i = 1; i < series.Count; ++i)
        {
            for (int earlier = 0; earlier < i && below[i] is null; ++earlier)
            {
                if (below[earlier] is null && series[i].HasLine && series[earlier].HasLine && Covers(series[i], series[earlier], tolerance))
                    below[i] = earlier;
            }
        }

        return below;
    }

    /// <summary>The same series so that all are seen.</summary>
    /// <param name="series">The series, in the order in which they are drawn.</param>
    /// <param name="below">What <see cref="Find"/> says of them.</param>
    public static IReadOnlyList<PlotSeries> Show(IReadOnlyList<PlotSeries> series, IReadOnlyList<int?> below)
    {
        PlotSeries[] shown = [.. series];
        for (int i = 0; i < shown.Length; ++i)
        {
            if (below[i] is int first)
            {
                // The dashes of each have a place of their own, and one is left through which the line below is seen.
                int place = below.Take(i).Count(other => other == first), places = below.Count(other => other == first) + 1;
                LinePattern dashes = new([Dash, Dash * (places - 1)], Dash * (places - place), "above");
                shown[i] = shown[i] with
                {
                    LineWidth = shown[i].LineWidth * 1.1f, MarkerSize = shown[i].MarkerSize * 0.8f / (place + 1), Style = shown[i].Style with { Pattern = dashes },
                };
            }
            else if (below.Contains(i))
            {
                shown[i] = shown[i] with { LineWidth = shown[i].LineWidth * 2.2f, MarkerSize = shown[i].MarkerSize * 1.5f };
            }
        }

        return shown;
    }

    private static bool Covers(PlotSeries one, PlotSeries other, double tolerance) =>
        IsSame(one, other, tolerance) || LiesOn(one, other, tolerance) || LiesOn(other, one, tolerance);

    /// <summary>Point by point, which does for stairs as well.</summary>
    private static bool IsSame(PlotSeries one, PlotSeries other, double tolerance) =>
        one.X.Count > 0 && one.X.SequenceEqual(other.X) && one.Y.Zip(other.Y).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance);

    private static bool LiesOn(PlotSeries points, PlotSeries line, double tolerance)
    {
        if (points.X.Count == 0 || line.X.Count == 0 || points.X[0] < line.X[0] || points.X[^1] > line.X[^1])
            return false;
        int next = 0;
        for (int i = 0; i < points.X.Count; ++i)
        {
            while (next < line.X.Count - 1 && line.X[next] < points.X[i])
                ++next;
            double width = next == 0 ? 0 : line.X[next] - line.X[next - 1];
            double value = width > 0
                ? line.Y[next] + (line.Y[next - 1] - line.Y[next]) * (line.X[next] - points.X[i]) / width
                : line.Y[next];
            if (Math.Abs(value - points.Y[i]) > tolerance)
                return false;
        }

        return true;
    }
}
