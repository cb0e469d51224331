namespace Bruno.Gpu.Plots;

/// <summary>Fewer points for the same picture: of every column of pixels the first, lowest, highest and last value.</summary>
internal static class CurveThinning
{
    /// <summary>The columns that a curve is thinned to: as many as are seen in a picture of the usual width.</summary>
    private const int Columns = 1000;

    /// <summary>Thins the line of a series whose abscissas ascend.</summary>
    public static PlotSeries Thin(PlotSeries series)
    {
        if (series.X.Count <= 4 * Columns || Enumerable.Range(1, series.X.Count - 1).Any(i => series.X[i] < series.X[i - 1]))
            return series;
        (double[] x, double[] y) = Thin([.. series.X], [.. series.Y], Columns);
        return series with { X = x, Y = y };
    }

    /// <summary>Thins a curve to at most four points a column; a curve with fewer points stays as it is.</summary>
    /// <param name="x">Abscissas, ascending.</param>
    /// <param name="y">Values; those that are not finite are kept only where the curve is not thinned.</param>
    /// <param name="columns">The columns of the picture.</param>
    public static (double[] X, double[] Y) Thin(double[] x, double[] y, int columns)
    {
        if (x.Length <= 4 * columns)
            return (x, y);
        List<int> kept = [];
        double width = (x[^1] - x[0]) / columns;
        for (int start = 0; start < x.Length;)
        {
            double column = Math.Floor((x[start] - x[0]) / width);
            int end = start;
            int lowest = start;
            int highest = start;
            while (end + 1 < x.Length && Math.Floor((x[end + 1] - x[0]) / width) <= column)
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

        return ([.. kept.Select(i => x[i])], [.. kept.Select(i => y[i])]);
    }
}
