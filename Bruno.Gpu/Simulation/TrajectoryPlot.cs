using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Simulation;

/// <summary>
/// A neuron over time, in stacked panels: input current (nA), membrane potential with threshold and spikes, its other variables and what
/// else its model shows.
/// </summary>
internal static class TrajectoryPlot
{
    private const double AmperesToNanoamperes = 1e9;

    /// <summary>How far above the curve spikes are marked, as a share of its range.</summary>
    private const double AboveCurve = 0.1;

    /// <summary>The picture.</summary>
    /// <param name="trajectory">What the neuron did.</param>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    internal static Picture Of(Trajectory trajectory)
    {
        double[] milliseconds = Scale(trajectory.TimeSeconds, 1e3);
        Picture picture = new(new("Time (ms)") { Margin = 0 });
        picture.Add(new("I (nA)"), 0.15).Add(Line(milliseconds, Scale(trajectory.InputCurrentAmperes, AmperesToNanoamperes), SeriesStyle.Neutral));
        DrawPotential(picture.Add(new(trajectory.Curves[0].Quantity.Axis), 0.25), milliseconds, trajectory);
        for (int i = 1; i < trajectory.Curves.Count; ++i)
        {
            TrajectoryCurve curve = trajectory.Curves[i];
            picture.Add(new(curve.Quantity.Axis), 0.18).Add(Line(milliseconds, Scale(curve.Values, curve.Quantity.FigureScale), SeriesStyle.Of(2 + (i - 1) % 2)));
        }

        return picture;
    }

    private static void DrawPotential(PlotPanel panel, double[] milliseconds, Trajectory trajectory)
    {
        double[] potential = trajectory.Curves[0].Values;
        if (trajectory.Threshold is double threshold)
            panel.Mark(new("threshold", threshold, IsVertical: false, SeriesStyle.Of(4)));
        panel.Add(Line(milliseconds, potential, SeriesStyle.Of(0)));
        if (trajectory.Spike is not { } spikes)
            return;
        if (spikes.Length != milliseconds.Length)
            throw new ArgumentException($"A trajectory has {milliseconds.Length} times but {spikes.Length} spikes.");
        if (!spikes.Contains(true))
        {
            panel.Note("no spikes");
            return;
        }

        double[] finite = [.. potential.Append(trajectory.Threshold ?? double.NaN).Where(double.IsFinite).DefaultIfEmpty(0)];
        double above = finite.Max() + AboveCurve * Math.Max(finite.Max() - finite.Min(), 1e-3);
        double[] times = [.. milliseconds.Zip(spikes).Where(step => step.Second).Select(step => step.First)];
        panel.Add(new("spike", times, [.. times.Select(_ => above)], SeriesStyle.Of(4) with { Marker = SeriesMarker.TriangleDown })
        {
            HasLine = false, MostMarkers = int.MaxValue,
        });
    }

    private static PlotSeries Line(double[] milliseconds, double[] values, SeriesStyle style) => new("", milliseconds, values, style) { MostMarkers = 0, LineWidth = 1 };

    private static double[] Scale(double[] values, double factor) => [.. values.Select(value => value * factor)];
}
