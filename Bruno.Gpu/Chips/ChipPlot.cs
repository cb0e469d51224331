using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Units;
using ScottPlot;

namespace Bruno.Gpu.Chips;

/// <summary>The accuracies of virtual chips: how many chips have each, and the share of chips that reach it, a curve for each time.</summary>
public static class ChipPlot
{
    private const int Bins = 24;

    private static readonly Color[] Palette = [PlotPanels.Blue, PlotPanels.Orange, PlotPanels.Green, PlotPanels.Purple, PlotPanels.Grey];

    /// <summary>Saves the figure as PNG or SVG, by the ending of the path.</summary>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static void Save(string path, ChipOutcome outcome)
    {
        (ChipReport report, IReadOnlyList<ChipMetrics> rows, _) = outcome;
        double low = Math.Min(rows.Min(row => row.Accuracy), Math.Min(report.YieldAbove, report.ReferenceAccuracy));
        double high = Math.Max(rows.Max(row => row.Accuracy), report.ReferenceAccuracy);
        double margin = Math.Max(0.04 * (high - low), 0.005);
        (low, high) = (Math.Max(low - margin, 0), Math.Min(high + margin, 1));

        PlotPanels panels = new("Accuracy");
        Plot counts = panels.Add("Chips", 200), yields = panels.Add("Share of chips that reach it", 200);
        int index = 0, most = 0;
        foreach (IGrouping<double, ChipMetrics> group in rows.GroupBy(row => row.AfterSeconds).OrderBy(group => group.Key))
        {
            Color color = Palette[index++ % Palette.Length];
            double[] accuracies = [.. group.Select(row => row.Accuracy).Order()];
            most = Math.Max(most, DrawCounts(counts, accuracies, low, high, color));
            DrawYield(yields, accuracies, low, high, color, $"after {Duration.Text(group.Key)}");
        }

        foreach (Plot plot in new[] { counts, yields })
        {
            Mark(plot, report.ReferenceAccuracy, LinePattern.Solid, "without faults");
            Mark(plot, report.YieldAbove, LinePattern.Dotted, "yield above");
        }

        counts.HideLegend();
        yields.ShowLegend(Alignment.LowerLeft);

        yields.Axes.SetLimitsY(0, 1.04);
        counts.Axes.SetLimitsY(0, 1.08 * most);
        panels.SetRange(low, high);
        panels.Save(path);
    }

    /// <summary>Returns the largest count.</summary>
    private static int DrawCounts(Plot plot, double[] accuracies, double low, double high, Color color)
    {
        double width = (high - low) / Bins;
        int[] counts = new int[Bins];
        foreach (double accuracy in accuracies)
            counts[Math.Clamp((int)((accuracy - low) / width), 0, Bins - 1)]++;
        List<double> x = [], y = [];
        for (int bin = 0; bin < Bins; ++bin)
        {
            x.AddRange([low + bin * width, low + (bin + 1) * width]);
            y.AddRange([counts[bin], counts[bin]]);
        }

        plot.Add.ScatterLine(x.ToArray(), y.ToArray(), color).LineWidth = 2;
        return counts.Max();
    }

    /// <summary>A falling staircase: a step at the accuracy of each chip.</summary>
    private static void DrawYield(Plot plot, double[] ordered, double low, double high, Color color, string label)
    {
        List<double> x = [low], y = [1];
        for (int i = 0; i < ordered.Length; ++i)
        {
            x.AddRange([ordered[i], ordered[i]]);
            y.AddRange([(double)(ordered.Length - i) / ordered.Length, (double)(ordered.Length - i - 1) / ordered.Length]);
        }

        x.Add(high);
        y.Add(0);
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(x.ToArray(), y.ToArray(), color);
        line.LineWidth = 2;
        line.LegendText = label;
    }

    private static void Mark(Plot plot, double accuracy, LinePattern pattern, string label)
    {
        ScottPlot.Plottables.VerticalLine line = plot.Add.VerticalLine(accuracy, 1.5f, PlotPanels.Grey, pattern);
        line.LegendText = label;
    }
}
