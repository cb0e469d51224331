using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;
using ScottPlot;

namespace Bruno.Gpu.Fitting;

/// <summary>What was measured, what the model says, and the difference, over time: two panels a measured column, traces one after the other.</summary>
public static class FitPlot
{
    private const int MostPanels = 12;

    /// <summary>Saves the figure as PNG or SVG, by the ending of the path.</summary>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static void Save(string path, FitResult result)
    {
        PlotPanels panels = new("Time since the start of the trace (ms)");
        IEnumerable<(MeasuredTrace Trace, MeasuredSeries Series, double[] Fitted)> all =
            result.Traces.SelectMany(entry => entry.Trace.Series.Select((series, i) => (entry.Trace, series, entry.Fitted[i])));
        foreach ((MeasuredTrace trace, MeasuredSeries series, double[] fitted) in all.Take(MostPanels))
        {
            double[] milliseconds = [.. trace.Seconds.Select(time => (time - trace.Seconds[0]) * 1e3)];
            string axis = series.Unit.Length > 0 ? $"{series.Symbol} ({series.Unit})" : series.Symbol;
            Plot plot = panels.Add(axis, 180);
            (double[] x, double[] y) = CurveThinning.Thin(milliseconds, series.Values, PlotPanels.Columns);
            plot.Add.Markers(x, y, MarkerShape.FilledCircle, 3, PlotPanels.Grey).LegendText = $"{Path.GetFileName(trace.Path)}{(trace.Neuron is int neuron ? $", neuron {neuron}" : "")}";
            AddLine(plot, milliseconds, fitted, PlotPanels.Orange, "fit");
            plot.ShowLegend(Alignment.UpperRight, Orientation.Horizontal);
            AddLine(panels.Add("residual", 90), milliseconds, [.. series.Values.Zip(fitted, (measured, value) => measured - value)], PlotPanels.Blue, "");
        }

        panels.SetRange(0, result.Traces.Max(entry => (entry.Trace.Seconds[^1] - entry.Trace.Seconds[0]) * 1e3));
        panels.Save(path);
    }

    private static void AddLine(Plot plot, double[] milliseconds, double[] values, Color color, string legend)
    {
        (double[] x, double[] y) = CurveThinning.Thin(milliseconds, values, PlotPanels.Columns);
        var line = plot.Add.ScatterLine(x, y, color);
        line.LineWidth = 1.5f;
        line.LegendText = legend;
    }
}
