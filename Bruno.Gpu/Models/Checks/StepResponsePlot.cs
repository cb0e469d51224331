using System.Globalization;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;
using ScottPlot;

namespace Bruno.Gpu.Models.Checks;

/// <summary>The responses of a device to steps of current, a panel a variable, a curve a current, with the spikes above the potential.</summary>
public static class StepResponsePlot
{
    private static readonly Color[] Colours = [PlotPanels.Blue, PlotPanels.Grey, PlotPanels.Green, PlotPanels.Orange, PlotPanels.Purple, Color.FromHex("#E69F00")];

    /// <summary>Saves the figure as PNG or SVG, by the ending of the path.</summary>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static void Save(string path, IDeviceEquations equations, IReadOnlyList<StepResponse> responses)
    {
        PlotPanels panels = new("Time (ms)");
        for (int variable = 0; variable < equations.Variables.Count; ++variable)
        {
            ShownQuantity quantity = equations.Variables[variable];
            Plot plot = panels.Add(quantity.Axis, variable == 0 ? 190 : 140);
            for (int i = 0; i < responses.Count; ++i)
            {
                StepResponse response = responses[i];
                double[] milliseconds = [.. response.Times.Select(time => time * 1e3)];
                double[] values = [.. response.States.Select(state => state[variable] * quantity.Scale * quantity.FigureScale)];
                (double[] x, double[] y) = CurveThinning.Thin(milliseconds, values, PlotPanels.Columns);
                ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(x, y, Colours[i % Colours.Length]);
                line.LineWidth = 1.5f;
                if (variable == 0)
                    line.LegendText = string.Create(CultureInfo.InvariantCulture, $"{response.Input * equations.Input.Scale:G3} {equations.Input.Unit}");
            }

            if (variable == 0)
                plot.ShowLegend(Alignment.UpperRight, Orientation.Vertical);
        }

        // The legend has room of its own beside the curves.
        double end = responses.Max(response => response.Times[^1]) * 1e3;
        panels.SetRange(0, 1.2 * end);
        panels.Save(path);
    }
}
