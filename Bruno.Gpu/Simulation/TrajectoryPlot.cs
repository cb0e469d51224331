using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;
using ScottPlot;
using ScottPlot.Plottables;

namespace Bruno.Gpu.Simulation;

/// <summary>
/// A neuron over time, in stacked panels: input current (nA), membrane potential (V) with threshold and spikes,
/// polarization (uC/cm2) and electric field (V/nm).
/// </summary>
public static class TrajectoryPlot
{
    private const double AmperesToNanoamperes = 1e9;
    private const double SiToMicrocoulombsPerSquareCentimetre = 100;
    private const double SiToVoltsPerNanometre = 1e-9;

    /// <summary>Saves the figure as PNG or SVG, by the ending of the path.</summary>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static void Save(string path, Trajectory trajectory)
    {
        double[] milliseconds = Scale(trajectory.TimeSeconds, 1e3);
        PlotPanels panels = new("Time (ms)");

        AddLine(panels.Add("I (nA)", 110), milliseconds, Scale(trajectory.InputCurrentAmperes, AmperesToNanoamperes), PlotPanels.Grey);
        DrawPotential(panels.Add("V (V)", 190), milliseconds, trajectory);
        if (trajectory.PolarizationCoulombsPerSquareMetre is { } polarization)
        {
            AddLine(
                panels.Add("P (µC/cm²)", 140), milliseconds, Scale(polarization, SiToMicrocoulombsPerSquareCentimetre), PlotPanels.Green);
        }

        if (trajectory.ElectricFieldVoltsPerMetre is { } field)
            AddLine(panels.Add("E (V/nm)", 140), milliseconds, Scale(field, SiToVoltsPerNanometre), PlotPanels.Purple);

        if (milliseconds.Length > 0 && milliseconds[^1] > milliseconds[0])
            panels.SetRange(milliseconds[0], milliseconds[^1]);
        panels.Save(path);
    }

    private static void DrawPotential(Plot plot, double[] milliseconds, Trajectory trajectory)
    {
        double[] potential = trajectory.MembranePotentialVolts;
        AddLine(plot, milliseconds, potential, PlotPanels.Blue);
        double[] finite = [.. potential.Append(trajectory.ThresholdVolts ?? double.NaN).Where(double.IsFinite).DefaultIfEmpty(0)];
        double highest = finite.Max();
        double range = Math.Max(highest - finite.Min(), 1e-3);
        if (trajectory.ThresholdVolts is { } threshold)
            plot.Add.HorizontalLine(threshold, 1, PlotPanels.Orange).LegendText = "threshold";

        if (trajectory.Spike is { } spikes)
        {
            RequireLength(spikes.Length, milliseconds.Length);
            double[] times = [.. milliseconds.Where((_, i) => spikes[i])];
            Markers markers = plot.Add.Markers(
                times, [.. times.Select(_ => highest + (0.1 * range))], MarkerShape.FilledTriangleDown, 9, PlotPanels.Orange);
            markers.LegendText = "spike";
        }

        if (trajectory.ThresholdVolts is not null || trajectory.Spike is not null)
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
