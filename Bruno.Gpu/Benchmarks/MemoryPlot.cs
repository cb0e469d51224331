using System.Globalization;
using Bruno.Gpu.Plots;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Bruno.Gpu.Benchmarks;

/// <summary>
/// Peak memory and time of a training step against the horizon, both axes logarithmic, a line a method (and, where the
/// table has more than one, a line for each batch, number of micro-steps and of outputs). Open markers were computed.
/// </summary>
public static class MemoryPlot
{
    private static readonly Color[] Palette =
    [
        PlotPanels.Blue, PlotPanels.Orange, PlotPanels.Green, PlotPanels.Purple, PlotPanels.Grey,
        Color.FromHex("#E69F00"), Color.FromHex("#56B4E9"), Color.FromHex("#000000"),
    ];

    private static readonly (MarkerShape Filled, MarkerShape Open)[] Shapes =
    [
        (MarkerShape.FilledCircle, MarkerShape.OpenCircle),
        (MarkerShape.FilledSquare, MarkerShape.OpenSquare),
        (MarkerShape.FilledTriangleUp, MarkerShape.OpenTriangleUp),
        (MarkerShape.FilledDiamond, MarkerShape.OpenDiamond),
    ];

    /// <summary>1, 2, 5, 10 and so on, wherever memory (MB) and time (s) may lie.</summary>
    private static IEnumerable<double> OneTwoFive =>
        Enumerable.Range(-5, 15).SelectMany(exponent => new[] { 1.0, 2.0, 5.0 }.Select(digit => digit * Math.Pow(10, exponent)));

    /// <summary>Saves the figure as PNG or SVG, by the ending of the path.</summary>
    public static void Save(string path, IReadOnlyList<MemoryRow> rows)
    {
        PlotPanels panels = new("Horizon (outer steps)");
        (string Label, MemoryRow[] Rows)[] lines = Lines(rows);
        Plot memory = panels.Add("Peak memory (MB)", 280), time = panels.Add("Time of a step (s)", 280);
        for (int i = 0; i < lines.Length; ++i)
        {
            Draw(memory, lines[i], i, row => row.DeviceBytesPeak / 1e6);
            Draw(time, lines[i], i, row => row.Seconds);
        }

        double[] steps = [.. rows.Select(row => (double)row.HorizonSteps).Distinct()];
        foreach (Plot plot in new[] { memory, time })
        {
            plot.Axes.Bottom.TickGenerator = Ticks(steps);
            plot.Axes.Left.TickGenerator = Ticks(OneTwoFive);
        }

        memory.ShowLegend(Alignment.UpperLeft);
        time.HideLegend();
        double[] horizons = [.. rows.Select(row => Math.Log10(row.HorizonSteps))];
        double margin = Math.Max(0.05, 0.05 * (horizons.Max() - horizons.Min()));
        panels.SetRange(horizons.Min() - margin, horizons.Max() + margin);
        panels.Save(path);
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

    private static void Draw(Plot plot, (string Label, MemoryRow[] Rows) line, int index, Func<MemoryRow, double?> value)
    {
        MemoryRow[] rows = [.. line.Rows.Where(row => value(row) > 0)];
        if (rows.Length == 0)
            return;
        Color color = Palette[index % Palette.Length];
        (MarkerShape filled, MarkerShape open) = Shapes[index % Shapes.Length];
        double[] X(IEnumerable<MemoryRow> of) => [.. of.Select(row => Math.Log10(row.HorizonSteps))];
        double[] Y(IEnumerable<MemoryRow> of) => [.. of.Select(row => Math.Log10(value(row)!.Value))];
        Scatter curve = plot.Add.ScatterLine(X(rows), Y(rows), color);
        curve.LineWidth = 2;
        curve.LegendText = line.Label;
        foreach (IGrouping<bool, MemoryRow> group in rows.GroupBy(row => row.Status == MemoryStatus.Measured))
            plot.Add.Markers(X(group), Y(group), group.Key ? filled : open, 8, color);
    }

    private static NumericManual Ticks(IEnumerable<double> values) => new([.. values.Select(value =>
        new Tick(Math.Log10(value), value.ToString("0.#####", CultureInfo.InvariantCulture)))]);
}
