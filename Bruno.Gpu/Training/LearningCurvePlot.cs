using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Training;

/// <summary>Loss, and accuracy where the task has one, against the epoch, a curve for each split.</summary>
internal static class LearningCurvePlot
{
    private static readonly string[] Splits = ["train", "validation", "test"];

    /// <summary>The picture.</summary>
    /// <param name="rows">The rows of a metrics log, in any order; values that are not finite are left out.</param>
    public static Picture Of(IReadOnlyList<MetricsRow> rows)
    {
        Picture picture = new(new("Epoch") { IsWhole = true, Lowest = 0, Margin = 0.02 });
        Draw(picture.Add(new("Loss"), 0.32), rows, row => row.Loss);
        if (rows.Any(row => row.Accuracy is not null))
            Draw(picture.Add(new("Accuracy") { Lowest = 0, Highest = 1 }, 0.32, hasLegend: false), rows, row => row.Accuracy ?? double.NaN);
        return picture;
    }

    private static void Draw(PlotPanel panel, IReadOnlyList<MetricsRow> rows, Func<MetricsRow, double> value)
    {
        for (int i = 0; i < Splits.Length; ++i)
        {
            MetricsRow[] points = [.. rows.Where(row => row.Split == Splits[i]).OrderBy(row => row.Epoch)];
            panel.Add(new(Splits[i], [.. points.Select(row => (double)row.Epoch)], [.. points.Select(value)], SeriesStyle.Of(i)) { MostMarkers = 15 });
        }
    }
}
