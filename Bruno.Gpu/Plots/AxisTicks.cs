namespace Bruno.Gpu.Plots;

/// <summary>The ticks of an axis, at places on it: values, or their decimal logarithms where it is logarithmic.</summary>
/// <param name="Major">Those with a label.</param>
/// <param name="Minor">The small ones between.</param>
internal sealed record AxisTicks(IReadOnlyList<(double Place, string Label)> Major, IReadOnlyList<double> Minor)
{
    /// <summary>The ticks that have room.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="room">Its range and length.</param>
    public static AxisTicks Of(PlotAxis axis, TickRoom room) =>
        axis.TicksAt is { } values ? ListedTicks.Of(axis, values, room)
        : axis.IsLogarithmic ? LogarithmicTicks.Of(room)
        : LinearTicks.Of(room, axis.IsWhole);
}
