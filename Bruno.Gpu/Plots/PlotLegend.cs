using ScottPlot;
using SkiaSharp;

namespace Bruno.Gpu.Plots;

/// <summary>The lines above a panel: samples of series and marks with their names, as many in a line as fit, and notes.</summary>
internal sealed class PlotLegend
{
    private const float SampleWidth = 22, Gap = 3, Between = 9, LineHeight = 9.5f;

    private readonly List<(int Line, float X, string Text, Action<SKCanvas, float, float>? Sample)> entries = [];
    private readonly int lines;

    /// <summary>Places the entries.</summary>
    /// <param name="content">The panel.</param>
    /// <param name="width">The width there is, points.</param>
    public PlotLegend(PanelContent content, float width)
    {
        float x = 0;
        int line = 0;
        foreach ((string label, Action<SKCanvas, float, float> sample) in content.Panel.HasLegend ? Samples(content) : [])
        {
            string text = PictureText.Shorten(label, PictureText.SmallSize, width - SampleWidth - Gap);
            float needed = SampleWidth + Gap + PictureText.Width(text, PictureText.SmallSize);
            if (x > 0 && x + needed > width)
                (x, line) = (0, line + 1);
            entries.Add((line, x, text, sample));
            x += needed + Between;
        }

        lines = entries.Count > 0 ? line + 1 : 0;
        foreach (string text in content.Notes.SelectMany(note => PictureText.Lines(note, PictureText.SmallSize, width, most: 4)))
            entries.Add((lines++, 0, text, null));
    }

    /// <summary>Its height, points.</summary>
    public float Height => lines == 0 ? 0 : lines * LineHeight + 2;

    /// <summary>Draws it.</summary>
    /// <param name="canvas">Where on.</param>
    /// <param name="left">Its left edge.</param>
    /// <param name="top">Its upper edge.</param>
    public void Draw(SKCanvas canvas, float left, float top)
    {
        foreach ((int line, float x, string text, Action<SKCanvas, float, float>? sample) in entries)
        {
            float middle = top + (line + 0.5f) * LineHeight;
            sample?.Invoke(canvas, left + x, middle);
            PictureText.Draw(canvas, text, left + x + (sample is null ? 0 : SampleWidth + Gap), middle, PictureText.SmallSize, 0);
        }
    }

    private static IEnumerable<(string Label, Action<SKCanvas, float, float> Sample)> Samples(PanelContent content)
    {
        foreach (PlotSeries series in content.Series.Where(series => series.Label.Length > 0).DistinctBy(series => series.Label))
            yield return (series.Label, (canvas, x, y) => DrawSeries(canvas, series, x, y));
        foreach (PlotMark mark in content.Marks.Where(mark => mark.Label.Length > 0).DistinctBy(mark => mark.Label))
            yield return (mark.Label, (canvas, x, y) => DrawLine(canvas, mark.Style, PlotMark.LineWidth, x, y));
    }

    private static void DrawSeries(SKCanvas canvas, PlotSeries series, float x, float y)
    {
        if (series.HasLine)
            DrawLine(canvas, series.Style, series.LineWidth, x, y);
        if (series.MostMarkers > 0)
            new MarkerShapes(series.Style.Marker, series.IsOpen?.All(open => open) ?? false).Draw(canvas, x + SampleWidth / 2, y, series.MarkerSize, series.Style.Color);
    }

    private static void DrawLine(SKCanvas canvas, SeriesStyle style, float width, float x, float y)
    {
        using Paint paint = Paint.NewDisposablePaint();
        Drawing.DrawLine(canvas, paint, new PixelLine(x, y, x + SampleWidth, y), new LineStyle(width, style.Color, new LinePattern(style.Pattern.Intervals, 0, style.Pattern.Name)));
    }
}
