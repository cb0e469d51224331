using System.Globalization;
using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Benchmarks;

/// <summary>
/// Peak memory and time of a training step against the horizon, both axes logarithmic, a line a method (and, where the
/// table has more than one, a line for each batch, number of micro-steps and of outputs). Open markers were computed.
/// </summary>
internal static class MemoryPlot
{
    /// <summary>The picture.</summary>
    /// <param name="rows">The rows of the benchmark.</param>
    public static Picture Of(IReadOnlyList<MemoryRow> rows)
    {
        Picture picture = new(new("Horizon (outer steps)") { IsLogarithmic = true, TicksAt = [.. rows.Select(row => (double)row.HorizonSteps).Distinct()] });
        PlotPanel memory = picture.Add(new("Peak memory (MB)") { IsLogarithmic = true }, 0.36);
        (string Label, MemoryRow[] Rows)[] lines = Lines(rows);
        Draw(memory, lines, row => row.DeviceBytesPeak / 1e6);
        if (rows.Any(row => row.Status != MemoryStatus.Measured))
            memory.Note("open markers: computed from the sizes of the buffers, not run");
        if (rows.Any(row => row.Seconds is not null))
            Draw(picture.Add(new("Time of a step (s)") { IsLogarithmic = true }, 0.36, hasLegend: false), lines, row => row.Seconds);
        return picture;
    }

    private static (string Label, MemoryRow[] Rows)[] Lines(IReadOnlyList<MemoryRow> rows)
    {
        (string Name, Func<MemoryRow, int> Of)[] varied = [.. new (string, Func<MemoryRow, int>)[]
        {
            ("batch", row => row.Batch), ("n", row => row.Substeps), ("outputs", row => row.Outputs),
        }.Where(dimension => rows.Select(dimension.Item2).Distinct().Count() > 1)];
        return [.. rows
            .GroupBy(row => string.Join(", ", varied.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Name} {d.Of(row)}")).Prepend(row.Method)))
            .Select(group => (group.Key, group.OrderBy(row => row.HorizonSteps).ToArray()))];
    }

    private static void Draw(PlotPanel panel, (string Label, MemoryRow[] Rows)[] lines, Func<MemoryRow, double?> value)
    {
        for (int i = 0; i < lines.Length; ++i)
        {
            (string label, MemoryRow[] rows) = lines[i];
            panel.Add(new(label, [.. rows.Select(row => (double)row.HorizonSteps)], [.. rows.Select(row => value(row) ?? double.NaN)], SeriesStyle.Of(i))
            {
                IsOpen = [.. rows.Select(row => row.Status != MemoryStatus.Measured)],
            });
        }
    }
}
