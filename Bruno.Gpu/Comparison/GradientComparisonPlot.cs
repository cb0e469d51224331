using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Comparison;

/// <summary>
/// How near gradients are to the converged one, against the horizon, a line a method: cosine and ratio of norms for all parameters, and
/// the cosine for each array of weights. Methods whose gradient is not finite, or zero, are named.
/// </summary>
internal static class GradientComparisonPlot
{
    private static readonly string[] WeightArrays = [".weights", ".recurrent"];

    /// <summary>The picture.</summary>
    /// <param name="rows">The rows of a comparison.</param>
    public static Picture Of(IReadOnlyList<GradientComparisonRow> rows)
    {
        Picture picture = new(new("Horizon (outer steps)") { IsLogarithmic = true, TicksAt = [.. rows.Select(row => (double)row.HorizonSteps).Distinct()] });
        GradientComparisonRow[] all = [.. rows.Where(row => row.Layer == GradientComparisonRow.AllLayers)];
        Draw(picture.Add(Cosine(GradientComparisonRow.AllLayers), 0.32), all, row => row.Cosine);
        PlotPanel norms = picture.Add(new("norm / converged norm") { IsLogarithmic = true }, 0.24, hasLegend: false);
        norms.Mark(new PlotMark("", 1, IsVertical: false, SeriesStyle.Neutral).Dotted());
        Draw(norms, all, row => row.NormRatio);
        foreach (string layer in rows.Select(row => row.Layer).Distinct().Where(layer => WeightArrays.Any(layer.EndsWith)))
            Draw(picture.Add(Cosine(layer), 0.28, hasLegend: false), [.. rows.Where(row => row.Layer == layer)], row => row.Cosine);
        return picture;
    }

    private static PlotAxis Cosine(string layer) => new($"cosine, {layer}") { Lowest = -1, Highest = 1 };

    private static void Draw(PlotPanel panel, IReadOnlyList<GradientComparisonRow> rows, Func<GradientComparisonRow, double?> value)
    {
        foreach (IGrouping<string, GradientComparisonRow> method in rows.OrderBy(row => row.HorizonSteps).GroupBy(row => row.Method))
        {
            // A method looks the same in every picture: its style follows from its place among all methods.
            int style = ComparedMethods.Names.TakeWhile(name => name != method.Key).Count();
            panel.Add(new(method.Key, [.. method.Select(row => (double)row.HorizonSteps)], [.. method.Select(row => value(row) ?? double.NaN)], SeriesStyle.Of(style)));
        }

        Say(panel, "exploded, not finite", rows.Where(row => value(row) is double number && !double.IsFinite(number)));
        Say(panel, "no gradient", rows.Where(row => value(row) is null or 0));
    }

    private static void Say(PlotPanel panel, string what, IEnumerable<GradientComparisonRow> rows)
    {
        string[] methods = [.. rows.GroupBy(row => row.Method).Select(method => $"{method.Key} at {string.Join(", ", method.Select(row => row.HorizonSteps).Order())}")];
        if (methods.Length > 0)
            panel.Note($"{what}: {string.Join("; ", methods)}");
    }
}
