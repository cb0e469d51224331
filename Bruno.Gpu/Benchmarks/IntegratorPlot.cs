using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Benchmarks;

/// <summary>The error of integrators against their cost, both on logarithmic axes, a curve for each.</summary>
internal static class IntegratorPlot
{
    /// <summary>The picture; errors of zero have no place in it, which it says.</summary>
    /// <param name="rows">The rows of the benchmark.</param>
    public static Picture Of(IReadOnlyList<IntegratorBenchmarkRow> rows)
    {
        Picture picture = new(new("Rate evaluations per ms") { IsLogarithmic = true });
        Draw(picture.Add(new("rms error of V (V)") { IsLogarithmic = true }, 0.32), rows, row => row.RmsV);
        Draw(picture.Add(new("largest error of V (V)") { IsLogarithmic = true }, 0.32, hasLegend: false), rows, row => row.MaxV);
        return picture;
    }

    private static void Draw(PlotPanel panel, IReadOnlyList<IntegratorBenchmarkRow> rows, Func<IntegratorBenchmarkRow, double> error)
    {
        int index = 0;
        foreach (IGrouping<string, IntegratorBenchmarkRow> integrator in rows.GroupBy(row => row.Integrator))
        {
            IntegratorBenchmarkRow[] points = [.. integrator.OrderBy(row => row.RateEvaluationsPerMs)];
            panel.Add(new(integrator.Key, [.. points.Select(row => row.RateEvaluationsPerMs)], [.. points.Select(error)], SeriesStyle.Of(index++)));
            string[] lost = [.. points.Where(row => !double.IsFinite(error(row))).Select(row => row.Setting)], exact = [.. points.Where(row => error(row) == 0).Select(row => row.Setting)];
            if (lost.Length > 0)
                panel.Note($"{integrator.Key}: not finite at {string.Join(", ", lost)}");
            if (exact.Length > 0)
                panel.Note($"{integrator.Key}: no error at {string.Join(", ", exact)}");
        }
    }
}
