using ScottPlot;

namespace Bruno.Gpu.Plots;

/// <summary>A value that is marked by a line across a panel.</summary>
/// <param name="Label">What the legend calls it.</param>
/// <param name="Value">Where it is.</param>
/// <param name="IsVertical">Whether the line is vertical, the value being one of the horizontal axis.</param>
/// <param name="Style">Colour and dashes of the line.</param>
internal sealed record PlotMark(string Label, double Value, bool IsVertical, SeriesStyle Style)
{
    /// <summary>The width of the line, points.</summary>
    public const float LineWidth = 0.9f;

    /// <summary>The same, dotted.</summary>
    public PlotMark Dotted() => this with { Style = Style with { Pattern = new([1.2f, 2], 0, "dotted") } };
}
