using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Bruno.Gpu.Training;

/// <summary>The losses of a learning-rate range test against the learning rate, on a logarithmic axis.</summary>
public static class RateTestPlot
{
    /// <summary>Saves the figure as PNG or SVG, by the ending of the path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="result">The test; losses that are not finite are left out.</param>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static void Save(string path, RateTestResult result)
    {
        PlotPanels panels = new("Learning rate");
        Plot plot = panels.Add("Loss", 300);
        RateTestRow[] rows = [.. result.Rows.Where(row => double.IsFinite(row.SmoothedLoss))];
        if (rows.Length > 0)
        {
            double[] decades = [.. rows.Select(row => Math.Log10(row.LearningRate))];
            plot.Add.ScatterPoints(decades, [.. rows.Select(row => row.Loss)], PlotPanels.Grey).LegendText = "batch";
            var curve = plot.Add.ScatterLine(decades, [.. rows.Select(row => row.SmoothedLoss)], PlotPanels.Blue);
            (curve.LineWidth, curve.LegendText) = (2, "smoothed");
            Mark(plot, result.SteepestRate, "steepest descent", PlotPanels.Orange);
            Mark(plot, result.TenthOfLowest, "a tenth of the rate of the minimum", PlotPanels.Green);
            plot.Axes.Bottom.TickGenerator = new NumericAutomatic
            {
                IntegerTicksOnly = true,
                LabelFormatter = decade => Math.Pow(10, decade).ToString("0e+0", CultureInfo.InvariantCulture),
            };
            plot.ShowLegend(Alignment.UpperLeft);
            panels.SetRange(decades.Min() - 0.1, decades.Max() + 0.1);
        }

        panels.Save(path);
    }

    private static void Mark(Plot plot, double? rate, string name, Color color)
    {
        if (rate is double found)
            plot.Add.VerticalLine(Math.Log10(found), 1, color).LegendText = string.Create(CultureInfo.InvariantCulture, $"{name}, {found:G3}");
    }
}
