using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;
using ScottPlot;

namespace Bruno.Gpu.EarlyExit;

/// <summary>Accuracy and energy (or synaptic operations) against the mean time of a decision, a point a threshold.</summary>
public static class ExitPlot
{
    /// <summary>Saves the figure as PNG or SVG, by the ending of the path.</summary>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static void Save(string path, ExitReport report)
    {
        IReadOnlyList<ExitRow> rows = report.Rows;
        PlotPanels panels = new("Mean latency (steps)");
        Plot accuracies = panels.Add("Accuracy (%)", 240);
        Draw(accuracies, rows, row => 100 * row.Accuracy);
        for (int i = 0; i + 1 < rows.Count; ++i)
        {
            if (rows[i].Threshold != report.ChosenThreshold)
                continue;
            ScottPlot.Plottables.Marker chosen = accuracies.Add.Marker(rows[i].LatencySteps, 100 * rows[i].Accuracy, MarkerShape.OpenCircle, 16, PlotPanels.Orange);
            chosen.LegendText = FormattableString.Invariant($"confidence {rows[i].Threshold}, chosen on validation");
        }

        bool hasEnergy = rows.All(row => row.EnergyJoules is not null);
        Plot costs = panels.Add(hasEnergy ? "Energy a sample (nJ)" : "Synaptic operations", 200);
        Draw(costs, rows, row => hasEnergy ? 1e9 * row.EnergyJoules!.Value : row.SynapticOperations);
        costs.HideLegend();
        accuracies.ShowLegend(Alignment.LowerRight);
        double first = rows.Min(row => row.LatencySteps), last = rows.Max(row => row.LatencySteps), margin = Math.Max(0.05 * (last - first), 0.5);
        panels.SetRange(first - margin, last + margin);
        panels.Save(path);
    }

    private static void Draw(Plot plot, IReadOnlyList<ExitRow> rows, Func<ExitRow, double> value)
    {
        ScottPlot.Plottables.Scatter exits = plot.Add.Scatter(
            rows.SkipLast(1).Select(row => row.LatencySteps).ToArray(), rows.SkipLast(1).Select(value).ToArray(), PlotPanels.Blue);
        exits.LineWidth = 2;
        exits.MarkerSize = 8;
        exits.LegendText = "early exit";
        ScottPlot.Plottables.Marker whole = plot.Add.Marker(rows[^1].LatencySteps, value(rows[^1]), MarkerShape.FilledSquare, 10, PlotPanels.Grey);
        whole.LegendText = "to the end";
    }
}
