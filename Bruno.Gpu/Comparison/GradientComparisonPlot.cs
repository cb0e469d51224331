using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Bruno.Gpu.Comparison;

/// <summary>
/// Cosine with the converged gradient against the horizon, a line a method: a panel for all parameters and one for each
/// array of weights.
/// </summary>
public static class GradientComparisonPlot
{
    /// <summary>The share of the horizontal axis beside the curves that the legend has for itself.</summary>
    private const double LegendShare = 0.3;

    private static readonly string[] WeightArrays = [".weights", ".recurrent"];

    // A method looks the same in every picture: colour and marker follow from its place among all methods.
    private static readonly Color[] Palette =
    [
        PlotPanels.Blue, PlotPanels.Orange, PlotPanels.Green, PlotPanels.Purple, PlotPanels.Grey, Color.FromHex("#56B4E9"),
        Color.FromHex("#E69F00"), Color.FromHex("#CC79A7"), Color.FromHex("#000000"), Color.FromHex("#8B5A2B"),
    ];

    private static readonly MarkerShape[] Shapes =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.OpenDiamond];

    /// <summary>Saves the figure as PNG or SVG, by the ending of the path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The rows of a comparison; cosines that do not exist are left out.</param>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<GradientComparisonRow> rows)
    {
        string[] weights = [.. rows.Select(row => row.Layer).Distinct().Where(layer => WeightArrays.Any(layer.EndsWith))];
        double[] horizons = [.. rows.Select(row => (double)row.HorizonSteps).Distinct().Order()];
        PlotPanels panels = new("Horizon (outer steps)");
        foreach (string layer in weights.Prepend(GradientComparisonRow.AllLayers))
        {
            Plot plot = panels.Add($"cosine, {layer}", 240);
            NumericManual ticks = new();
            foreach (double horizon in horizons)
                ticks.AddMajor(horizon, $"{horizon}");
            plot.Axes.Bottom.TickGenerator = ticks;
            Draw(plot, [.. rows.Where(row => row.Layer == layer && row.Cosine is double cosine && double.IsFinite(cosine))]);
            if (layer == GradientComparisonRow.AllLayers)
                plot.ShowLegend(Alignment.UpperRight);
            else
                plot.HideLegend();
        }

        if (horizons.Length > 0)
        {
            double range = Math.Max(horizons[^1] - horizons[0], 1);
            panels.SetRange(horizons[0] - 0.05 * range, horizons[^1] + LegendShare * range);
        }

        panels.Save(path);
    }

    private static void Draw(Plot plot, IReadOnlyList<GradientComparisonRow> rows)
    {
        foreach (IGrouping<string, GradientComparisonRow> points in rows.OrderBy(row => row.HorizonSteps).GroupBy(row => row.Method))
        {
            int style = ComparedMethods.Names.TakeWhile(name => name != points.Key).Count();
            double[] horizons = [.. points.Select(row => (double)row.HorizonSteps)], cosines = [.. points.Select(row => row.Cosine ?? 0)];
            Scatter curve = plot.Add.Scatter(horizons, cosines, Palette[style % Palette.Length]);
            curve.LineWidth = 2;
            curve.MarkerShape = Shapes[style % Shapes.Length];
            curve.MarkerSize = 8;
            curve.LegendText = points.Key;
        }

        double lowest = rows.Select(row => row.Cosine ?? 0).Append(0).Min();
        plot.Axes.SetLimitsY(lowest - 0.05, 1.05);
    }
}
