namespace Bruno.Gpu.Plots;

/// <summary>What of a panel is drawn: series whose points have places on both axes, with none hidden under another.</summary>
internal sealed class PanelContent
{
    /// <summary>The share of the height that is as thick as a line: nearer ones are one to the eye.</summary>
    private const double Unseen = 0.006;

    /// <summary>The share of the height by which a line may be off; a tenth of its width.</summary>
    private const double Simpler = 0.0006;

    /// <summary>Makes it.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="horizontal">The horizontal axis.</param>
    public PanelContent(PlotPanel panel, PlotAxis horizontal)
    {
        Panel = panel;
        PlotSeries[] placed = [.. panel.Series.Select(series => Placed(series, horizontal, panel.Axis)).Where(series => series.X.Count > 0)];
        Marks = [.. from mark in panel.Marks
                    let axis = mark.IsVertical ? horizontal : panel.Axis
                    where axis.HasPlace(mark.Value)
                    select mark with { Value = axis.Place(mark.Value) }];
        (Low, High) = panel.Axis.Range([.. placed.SelectMany(series => series.Y), .. Marks.Where(mark => !mark.IsVertical).Select(mark => mark.Value)]);
        int?[] below = HiddenSeries.Find(placed, Unseen * (High - Low));
        Series = [.. HiddenSeries.Show(placed, below).Select(series => series is { HasLine: true, MostMarkers: 0 } ? CurveThinning.Simplify(series, Simpler * (High - Low)) : series)];
        Notes = [.. panel.Notes, .. panel.HasLegend ? [] : Hidden(placed, below), .. placed.Length == 0 ? ["nothing to draw"] : Array.Empty<string>()];
        if (panel.HasLegend)
            Series = [.. Series.Select((series, i) => below[i] is int first && series.Label.Length > 0 ? series with { Label = $"{series.Label} (on {placed[first].Label})" } : series)];
    }

    /// <summary>The panel.</summary>
    public PlotPanel Panel { get; }

    /// <summary>The series, with places instead of values.</summary>
    public IReadOnlyList<PlotSeries> Series { get; }

    /// <summary>The marked values that have a place, as places.</summary>
    public IReadOnlyList<PlotMark> Marks { get; }

    /// <summary>What is said above it.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The lower end of the vertical axis.</summary>
    public double Low { get; }

    /// <summary>The upper end of the vertical axis.</summary>
    public double High { get; }

    /// <summary>Which series lie on which, where no legend says so.</summary>
    private static string[] Hidden(PlotSeries[] series, int?[] below)
    {
        string[] said = [.. series.Zip(below).Where(pair => pair.Second is not null && pair.First.Label.Length > 0)
            .GroupBy(pair => pair.Second!.Value, pair => pair.First.Label)
            .Select(group => $"{string.Join(", ", group)} on {series[group.Key].Label}")];
        return said.Length > 0 ? [$"lines on others: {string.Join("; ", said)}"] : [];
    }

    private static PlotSeries Placed(PlotSeries series, PlotAxis horizontal, PlotAxis vertical)
    {
        int[] kept = [.. Enumerable.Range(0, series.X.Count).Where(i => horizontal.HasPlace(series.X[i]) && vertical.HasPlace(series.Y[i]))];
        PlotSeries placed = series with
        {
            X = [.. kept.Select(i => horizontal.Place(series.X[i]))],
            Y = [.. kept.Select(i => vertical.Place(series.Y[i]))],
            IsOpen = series.IsOpen is { } open ? [.. kept.Select(i => open[i])] : null,
        };
        return placed.HasLine && placed.IsOpen is null ? CurveThinning.Thin(placed) : placed;
    }
}
