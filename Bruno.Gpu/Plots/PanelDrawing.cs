using ScottPlot;

namespace Bruno.Gpu.Plots;

/// <summary>Draws the series and marks of a panel.</summary>
internal static class PanelDrawing
{
    private const double Shade = 0.2;

    /// <summary>Adds them to a plot.</summary>
    public static void Draw(Plot plot, PanelContent content)
    {
        foreach (PlotMark mark in content.Marks)
        {
            ScottPlot.Plottables.AxisLine line = mark.IsVertical ? plot.Add.VerticalLine(mark.Value) : plot.Add.HorizontalLine(mark.Value);
            line.LineStyle = new LineStyle(PlotMark.LineWidth, mark.Style.Color, mark.Style.Pattern);
        }

        for (int i = 0; i < content.Series.Count; ++i)
            DrawLine(plot, content.Series[i]);
        // Above all lines.
        for (int i = 0; i < content.Series.Count; ++i)
            DrawMarkers(plot, content.Series[i], (double)i / content.Series.Count);
    }

    private static void DrawLine(Plot plot, PlotSeries series)
    {
        if (!series.HasLine)
            return;
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(series.X.ToArray(), series.Y.ToArray(), series.Style.Color);
        line.LineStyle = new LineStyle(series.LineWidth, series.Style.Color, series.Style.Pattern);
        if (!series.IsFilled)
            return;
        line.FillY = true;
        line.FillYColor = series.Style.Color.WithAlpha(Shade);
    }

    /// <summary>Of many points some are marked, beginning at a share of the distance between two.</summary>
    private static void DrawMarkers(Plot plot, PlotSeries series, double offset)
    {
        if (series.MostMarkers == 0)
            return;
        int every = Math.Max(1, (int)Math.Ceiling((double)series.X.Count / series.MostMarkers)), first = (int)(offset * every);
        int[] marked = [.. Enumerable.Range(0, series.X.Count).Where(i => i % every == first)];
        foreach (IGrouping<bool, int> group in marked.GroupBy(i => series.IsOpen?[i] ?? false))
        {
            ScottPlot.Plottables.Markers markers = plot.Add.Markers(
                group.Select(i => series.X[i]).ToArray(), group.Select(i => series.Y[i]).ToArray(), MarkerShape.FilledCircle, series.MarkerSize, series.Style.Color);
            markers.MarkerStyle.CustomRenderer = new MarkerShapes(series.Style.Marker, group.Key);
        }
    }
}
