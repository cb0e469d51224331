namespace Bruno.Gpu.Plots;

/// <summary>A curve, or points, in a panel.</summary>
/// <param name="Label">What the legend calls it; nothing where it is not in the legend.</param>
/// <param name="X">Where the points are; those that an axis has no place for are left out.</param>
/// <param name="Y">Their values, as many.</param>
/// <param name="Style">How it looks.</param>
internal sealed record PlotSeries(string Label, IReadOnlyList<double> X, IReadOnlyList<double> Y, SeriesStyle Style)
{
    /// <summary>Whether a line connects the points.</summary>
    public bool HasLine { get; init; } = true;

    /// <summary>Whether the area between the line and zero is shaded.</summary>
    public bool IsFilled { get; init; }

    /// <summary>The most markers on it; of more points some are marked, in other places than those of other series.</summary>
    public int MostMarkers { get; init; } = 20;

    /// <summary>Whether the marker of a point is open; all are filled where nothing is said.</summary>
    public IReadOnlyList<bool>? IsOpen { get; init; }

    /// <summary>The width of the line, points.</summary>
    public float LineWidth { get; init; } = 1.2f;

    /// <summary>The size of the markers, points.</summary>
    public float MarkerSize { get; init; } = 4.5f;
}
