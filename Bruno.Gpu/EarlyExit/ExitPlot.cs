using System.Globalization;
using Bruno.Gpu.Plots;

namespace Bruno.Gpu.EarlyExit;

/// <summary>Accuracy and energy (or synaptic operations) against the mean time of a decision, a point a threshold.</summary>
internal static class ExitPlot
{
    /// <summary>The picture.</summary>
    /// <param name="report">What came of the evaluation.</param>
    public static Picture Of(ExitReport report)
    {
        IReadOnlyList<ExitRow> rows = report.Rows;
        Picture picture = new(new("Mean latency (steps)"));
        PlotPanel accuracies = picture.Add(new("Accuracy (%)") { Lowest = 0, Highest = 100 }, 0.32);
        // Below the others, a ring around what was chosen.
        if (rows.SkipLast(1).FirstOrDefault(row => row.Threshold == report.ChosenThreshold) is { } chosen)
        {
            accuracies.Add(new(
                string.Create(CultureInfo.InvariantCulture, $"confidence {chosen.Threshold}, chosen on validation"), [chosen.LatencySteps], [100 * chosen.Accuracy],
                SeriesStyle.Of(4) with { Marker = SeriesMarker.Circle })
            {
                HasLine = false, IsOpen = [true], MarkerSize = 9,
            });
        }

        Draw(accuracies, rows, row => 100 * row.Accuracy);

        bool hasEnergy = rows.All(row => row.EnergyJoules is not null);
        Draw(
            picture.Add(new(hasEnergy ? "Energy a sample (nJ)" : "Synaptic operations") { Lowest = 0 }, 0.26, hasLegend: false), rows,
            row => hasEnergy ? 1e9 * row.EnergyJoules!.Value : row.SynapticOperations);
        return picture;
    }

    private static void Draw(PlotPanel panel, IReadOnlyList<ExitRow> rows, Func<ExitRow, double> value)
    {
        ExitRow[] early = [.. rows.SkipLast(1)];
        panel.Add(new("early exit", [.. early.Select(row => row.LatencySteps)], [.. early.Select(value)], SeriesStyle.Of(0)));
        panel.Add(new("to the end", [rows[^1].LatencySteps], [value(rows[^1])], SeriesStyle.Neutral with { Marker = SeriesMarker.Square }) { HasLine = false, MarkerSize = 6 });
    }
}
