using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Plots;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Bruno.Gpu.Training;

/// <summary>Loss, and accuracy where the task has one, against the epoch, a curve for each split.</summary>
public static class LearningCurvePlot
{
    private const int MarkersPerCurve = 15;

    // Shapes besides colours, for print in grey. (Dashes would do too, but SVG output does not have them.)
    private static readonly (string Split, Color Color, MarkerShape Marker)[] Styles =
    [
        ("train", PlotPanels.Blue, MarkerShape.FilledCircle),
        ("validation", PlotPanels.Orange, MarkerShape.FilledSquare),
        ("test", PlotPanels.Green, MarkerShape.FilledTriangleUp),
    ];

    /// <summary>Saves the figure as PNG or SVG, by the ending of the path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows of a metrics log, in any order; values that are not finite are left out.</param>
    /// <param name="files">Where it is; this machine's where not given.</param>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<MetricsRow> rows, IFiles? files = null)
    {
        PlotPanels panels = new("Epoch");
        Draw(panels.Add("Loss", 240), rows, row => row.Loss);
        if (rows.Any(row => row.Accuracy is not null))
        {
            Plot accuracy = panels.Add("Accuracy", 240);
            Draw(accuracy, rows, row => row.Accuracy ?? double.NaN);
            accuracy.HideLegend();
        }

        if (rows.Count > 0)
        {
            int first = rows.Min(row => row.Epoch);
            int last = rows.Max(row => row.Epoch);
            double margin = Math.Max(0.5, 0.02 * (last - first));
            panels.SetRange(first - margin, last + margin);
        }

        panels.Save(path, files);
    }

    private static void Draw(Plot plot, IReadOnlyList<MetricsRow> rows, Func<MetricsRow, double> value)
    {
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        int offset = 0;
        foreach ((string split, Color color, MarkerShape shape) in Styles)
        {
            List<MetricsRow> points = [.. rows.Where(row => row.Split == split && double.IsFinite(value(row))).OrderBy(row => row.Epoch)];
            if (points.Count == 0)
                continue;
            plot.Add.ScatterLine(Epochs(points), [.. points.Select(value)], color).LineWidth = 2;

            // Few markers, staggered between the splits, so that they do not hide the lines.
            int every = Math.Max(1, points.Count / MarkersPerCurve);
            List<MetricsRow> marked = [.. points.Where((_, i) => i % every == offset * every / Styles.Length)];
            Markers markers = plot.Add.Markers(Epochs(marked), [.. marked.Select(value)], shape, 7, color);
            markers.LegendText = split;
            offset++;
        }

        plot.ShowLegend(Alignment.UpperRight);
    }

    private static double[] Epochs(List<MetricsRow> rows) => [.. rows.Select(row => (double)row.Epoch)];
}
