using System.Globalization;

namespace Bruno.Gpu.Plots;

/// <summary>Ticks at values that were measured: each has one, and a label where there is room.</summary>
internal static class ListedTicks
{
    private const double Gap = 3;

    /// <summary>The ticks.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">The values.</param>
    /// <param name="room">Its range and length.</param>
    public static AxisTicks Of(PlotAxis axis, IReadOnlyList<double> values, TickRoom room)
    {
        (double Place, string Label)[] all =
        [
            .. values.Where(axis.HasPlace).Distinct().Order()
                .Select(value => (axis.Place(value), value.ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−')))
                .Where(tick => room.Contains(tick.Item1)),
        ];
        if (room.Fits(all, Gap))
            return new(all, []);

        // The ends first: they say what was measured.
        List<(double Place, string Label)> kept = [all[0], all[^1]];
        foreach ((double, string) tick in all[1..^1])
        {
            kept.Insert(kept.Count - 1, tick);
            if (!room.Fits(kept, Gap))
                kept.RemoveAt(kept.Count - 2);
        }

        return new(kept, [.. all.Except(kept).Select(tick => tick.Place)]);
    }
}
