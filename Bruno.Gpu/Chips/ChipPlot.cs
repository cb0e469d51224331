using System.Globalization;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Chips;

/// <summary>The accuracies of virtual chips: how many chips have each, and the share of chips that reach it, a curve for each time.</summary>
internal static class ChipPlot
{
    /// <summary>The picture.</summary>
    /// <param name="outcome">The chips.</param>
    public static Picture Of(ChipOutcome outcome)
    {
        (ChipReport report, IReadOnlyList<ChipMetrics> rows, _) = outcome;
        AccuracyBins bins = AccuracyBins.Of([.. rows.Select(row => row.Accuracy)]);
        double low = Math.Min(bins.Edges[0], Math.Min(report.YieldAbove, report.ReferenceAccuracy)), high = Math.Max(bins.Edges[^1], Math.Max(report.YieldAbove, report.ReferenceAccuracy));
        double margin = 0.02 * (high - low);

        Picture picture = new(new("Accuracy") { Margin = 0.01 });
        PlotPanel counts = picture.Add(new("Chips") { IsWhole = true, IsFromZero = true }, 0.26);
        PlotPanel yields = picture.Add(new("Share of chips that reach it") { Lowest = 0, Highest = 1 }, 0.26, hasLegend: false);
        int index = 0;
        foreach (IGrouping<double, ChipMetrics> group in rows.GroupBy(row => row.AfterSeconds).OrderBy(group => group.Key))
        {
            SeriesStyle style = SeriesStyle.Of(index++);
            double[] accuracies = [.. group.Select(row => row.Accuracy).Order()];
            string label = $"after {Duration.Text(group.Key)}";
            (double[] edges, double[] heights) = bins.Outline(accuracies);
            counts.Add(new(label, edges, heights, style) { MostMarkers = 0, IsFilled = true });
            (double[] x, double[] y) = Yield(accuracies, low - margin, high + margin);
            yields.Add(new(label, x, y, style) { MostMarkers = 0 });
        }

        foreach (PlotPanel panel in new[] { counts, yields })
        {
            panel.Mark(new(Label("without faults", report.ReferenceAccuracy), report.ReferenceAccuracy, IsVertical: true, SeriesStyle.Neutral));
            panel.Mark(new PlotMark(Label("yield: at least", report.YieldAbove), report.YieldAbove, IsVertical: true, SeriesStyle.Neutral).Dotted());
        }

        return picture;
    }

    private static string Label(string what, double accuracy) => string.Create(CultureInfo.InvariantCulture, $"{what} {accuracy:0.####}");

    /// <summary>A falling staircase: a step at the accuracy of each chip.</summary>
    private static (double[] X, double[] Y) Yield(double[] ordered, double low, double high)
    {
        List<double> x = [low], y = [1];
        for (int i = 0; i < ordered.Length; ++i)
        {
            x.AddRange([ordered[i], ordered[i]]);
            y.AddRange([(double)(ordered.Length - i) / ordered.Length, (double)(ordered.Length - i - 1) / ordered.Length]);
        }

        return ([.. x, high], [.. y, 0]);
    }
}
