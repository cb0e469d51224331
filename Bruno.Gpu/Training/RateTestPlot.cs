using System.Globalization;
using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Training;

/// <summary>The losses of a learning-rate range test against the learning rate, on a logarithmic axis.</summary>
internal static class RateTestPlot
{
    /// <summary>The picture.</summary>
    /// <param name="result">The test; losses that are not finite are left out.</param>
    public static Picture Of(RateTestResult result)
    {
        Picture picture = new(new("Learning rate") { IsLogarithmic = true, Margin = 0.02 });
        PlotPanel panel = picture.Add(new("Loss"), 0.4);
        double[] rates = [.. result.Rows.Select(row => row.LearningRate)];
        panel.Add(new("batch", rates, [.. result.Rows.Select(row => row.Loss)], SeriesStyle.Neutral) { HasLine = false, MostMarkers = int.MaxValue, MarkerSize = 2.5f });
        panel.Add(new("smoothed", rates, [.. result.Rows.Select(row => row.SmoothedLoss)], SeriesStyle.Of(0)) { MostMarkers = 0 });
        Mark(panel, result.SteepestRate, "steepest descent", SeriesStyle.Of(4));
        Mark(panel, result.TenthOfLowest, "a tenth of the rate of the minimum", SeriesStyle.Of(2));
        return picture;
    }

    private static void Mark(PlotPanel panel, double? rate, string name, SeriesStyle style)
    {
        if (rate is double found)
            panel.Mark(new(string.Create(CultureInfo.InvariantCulture, $"{name}, {found:G3}"), found, IsVertical: true, style));
    }
}
