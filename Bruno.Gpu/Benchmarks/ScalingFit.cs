namespace Bruno.Gpu.Benchmarks;

/// <summary>How seconds and bytes of a method grow with one dimension of a memory benchmark, the others held: y ~ x^exponent.</summary>
/// <param name="Method">The gradient method.</param>
/// <param name="Dimension">horizon_steps, batch or outputs.</param>
/// <param name="Points">Rows that the fit is made of.</param>
/// <param name="SecondsExponent">Of the seconds of a training step; empty where fewer than two were run.</param>
/// <param name="BytesExponent">Of the peak of device memory.</param>
internal sealed record ScalingFit(string Method, string Dimension, int Points, double? SecondsExponent, double? BytesExponent)
{
    private static readonly (string Name, Func<MemoryRow, int> Of)[] Dimensions =
    [
        ("horizon_steps", row => row.HorizonSteps),
        ("batch", row => row.Batch),
        ("outputs", row => row.Outputs),
    ];

    /// <summary>All fits that the rows of a table allow.</summary>
    public static IReadOnlyList<ScalingFit> Of(IReadOnlyList<MemoryRow> rows)
    {
        List<ScalingFit> fits = [];
        foreach (IGrouping<string, MemoryRow> method in rows.GroupBy(row => row.Method))
        {
            foreach ((string name, Func<MemoryRow, int> of) in Dimensions)
            {
                // Rows that agree in everything else share a factor of their own.
                MemoryRow[][] groups = [.. method
                    .GroupBy(row => (row.Substeps, string.Join('/', Dimensions.Where(d => d.Name != name).Select(d => d.Of(row)))))
                    .Select(group => group.ToArray())
                    .Where(group => group.Select(of).Distinct().Count() > 1)];
                if (groups.Length == 0)
                    continue;
                fits.Add(new(
                    method.Key,
                    name,
                    groups.Sum(group => group.Length),
                    Slope(groups.Select(group => group.Where(row => row.Seconds > 0).Select(row => ((double)of(row), row.Seconds!.Value)))),
                    Slope(groups.Select(group => group.Select(row => ((double)of(row), (double)row.DeviceBytesPeak))))));
            }
        }

        return fits;
    }

    /// <summary>The least-squares slope of log y over log x with an intercept for each group.</summary>
    internal static double? Slope(IEnumerable<IEnumerable<(double X, double Y)>> groups)
    {
        double covariance = 0, variance = 0;
        foreach ((double X, double Y)[] points in groups.Select(group => group.Select(p => (Math.Log(p.X), Math.Log(p.Y))).ToArray()))
        {
            if (points.Length == 0)
                continue;
            double x = points.Average(p => p.X), y = points.Average(p => p.Y);
            covariance += points.Sum(p => (p.X - x) * (p.Y - y));
            variance += points.Sum(p => (p.X - x) * (p.X - x));
        }

        return variance > 0 ? covariance / variance : null;
    }
}
