using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;
using ScottPlot;
using ScottPlot.Plottables;

namespace Bruno.Gpu.Simulation;

/// <summary>
/// A neuron over time, in stacked panels: input current (nA), membrane potential with threshold and spikes, its other variables and what
/// else its model shows.
/// </summary>
public static class TrajectoryPlot
{
    private const double AmperesToNanoamperes = 1e9;

    private static readonly Color[] Colours = [PlotPanels.Green, PlotPanels.Purple];

    /// <summary>Saves the figure as PNG or SVG, by the ending of the path.</summary>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static void Save(string path, Trajectory trajectory)
    {
        double[] milliseconds = Scale(trajectory.TimeSeconds, 1e3);
        PlotPanels panels = new("Time (ms)");

        AddLine(panels.Add("I (nA)", 110), milliseconds, Scale(trajectory.InputCurrentAmperes, AmperesToNanoamperes), PlotPanels.Grey);
        DrawPotential(panels.Add(trajectory.Curves[0].Quantity.Axis, 190), milliseconds, trajectory);
        for (int i = 1; i < trajectory.Curves.Count; ++i)
        {
            TrajectoryCurve curve = trajectory.Curves[i];
            AddLine(panels.Add(curve.Quantity.Axis, 140), milliseconds, Scale(curve.Values, curve.Quantity.FigureScale), Colours[(i - 1) % Colours.Length]);
        }

        if (milliseconds.Length > 0 && milliseconds[^1] > milliseconds[0])
            panels.SetRange(milliseconds[0], milliseconds[^1]);
        panels.Save(path);
    }

    private static void DrawPotential(Plot plot, double[] milliseconds, Trajectory trajectory)
    {
        double[] potential = trajectory.Curves[0].Values;
        AddLine(plot, milliseconds, potential, PlotPanels.Blue);
        double[] finite = [.. potential.Append(trajectory.Threshold ?? double.NaN).Where(double.IsFinite).DefaultIfEmpty(0)];
        double highest = finite.Max();
        double range = Math.Max(highest - finite.Min(), 1e-3);
        if (trajectory.Threshold is { } threshold)
            plot.Add.HorizontalLine(threshold, 1, PlotPanels.Orange).LegendText = "threshold";

        if (trajectory.Spike is { } spikes)
        {
            RequireLength(spikes.Length, milliseconds.Length);
            double[] times = [.. milliseconds.Where((_, i) => spikes[i])];
            Markers markers = plot.Add.Markers(
                times, [.. times.Select(_ => highest + (0.1 * range))], MarkerShape.FilledTriangleDown, 9, PlotPanels.Orange);
            markers.LegendText = "spike";
        }

        if (trajectory.Threshold is not null || trajectory.Spike is not null)
        {
            // The legend has a band of its own above the curve, which may fill every other corner.
            plot.Axes.SetLimitsY(highest - (1.08 * range), highest + (0.4 * range));
            plot.ShowLegend(Alignment.UpperRight, Orientation.Horizontal);
        }
    }

    private static void AddLine(Plot plot, double[] milliseconds, double[] values, Color color)
    {
        RequireLength(values.Length, milliseconds.Length);
        if (values.Length == 0)
            return;
        (double[] x, double[] y) = CurveThinning.Thin(milliseconds, values, PlotPanels.Columns);
        plot.Add.ScatterLine(x, y, color).LineWidth = 1.5f;
    }

    private static void RequireLength(int length, int expected)
    {
        if (length != expected)
            throw new ArgumentException($"A trajectory has {expected} times but {length} values.");
    }

    private static double[] Scale(double[] values, double factor) => [.. values.Select(value => value * factor)];
}
