namespace Bruno.Gpu.Plots;

/// <summary>
/// Fewer points for the same picture: of every column of pixels the first, lowest, highest and last value, and of those none that the
/// line between its neighbours goes through.
/// </summary>
internal static class CurveThinning
{
    /// <summary>The columns that a curve is thinned to: as many as are seen in a picture of the usual width.</summary>
    private const int Columns = 1000;

    /// <summary>Thins a series whose abscissas ascend to at most four points a column; with fewer points it stays as it is.</summary>
    /// <param name="series">The series.</param>
    /// <param name="columns">How many columns.</param>
    public static PlotSeries Thin(PlotSeries series, int columns = Columns)
    {
        if (series.X.Count <= 4 * columns || !Ascends(series))
            return series;
        List<int> kept = [];
        IReadOnlyList<double> x = series.X, y = series.Y;
        double width = (x[^1] - x[0]) / columns;
        for (int start = 0; start < x.Count;)
        {
            double column = Math.Floor((x[start] - x[0]) / width);
            int end = start;
            int lowest = start;
            int highest = start;
            while (end + 1 < x.Count && Math.Floor((x[end + 1] - x[0]) / width) <= column)
            {
                end++;
                if (y[end] < y[lowest])
                    lowest = end;
                if (y[end] > y[highest])
                    highest = end;
            }

            kept.AddRange(new[] { start, lowest, highest, end }.Distinct().Order());
            start = end + 1;
        }

        return Keep(series, kept);
    }

    /// <summary>Leaves out points of a line that are not seen (the algorithm of Ramer, Douglas and Peucker, with vertical distances).</summary>
    /// <param name="series">The series; where its abscissas do not ascend it stays as it is.</param>
    /// <param name="tolerance">The largest distance of a point that is left out from the line, in values.</param>
    public static PlotSeries Simplify(PlotSeries series, double tolerance)
    {
        if (series.X.Count < 3 || !Ascends(series))
            return series;
        bool[] isKept = new bool[series.X.Count];
        isKept[0] = isKept[^1] = true;
        Stack<(int First, int Last)> stretches = new([(0, series.X.Count - 1)]);
        while (stretches.TryPop(out (int First, int Last) stretch))
        {
            (int farthest, double distance) = Farthest(series, stretch.First, stretch.Last);
            if (distance <= tolerance)
                continue;
            isKept[farthest] = true;
            stretches.Push((stretch.First, farthest));
            stretches.Push((farthest, stretch.Last));
        }

        return Keep(series, [.. Enumerable.Range(0, isKept.Length).Where(i => isKept[i])]);
    }

    private static (int Index, double Distance) Farthest(PlotSeries series, int first, int last)
    {
        double width = series.X[last] - series.X[first], slope = width > 0 ? (series.Y[last] - series.Y[first]) / width : 0;
        (int index, double distance) = (first, 0);
        for (int i = first + 1; i < last; ++i)
        {
            double away = Math.Abs(series.Y[i] - series.Y[first] - slope * (series.X[i] - series.X[first]));
            if (away > distance)
                (index, distance) = (i, away);
        }

        return (index, distance);
    }

    private static bool Ascends(PlotSeries series) => Enumerable.Range(1, series.X.Count - 1).All(i => series.X[i] >= series.X[i - 1]);

    private static PlotSeries Keep(PlotSeries series, List<int> kept) => series with { X = [.. kept.Select(i => series.X[i])], Y = [.. kept.Select(i => series.Y[i])] };
}
