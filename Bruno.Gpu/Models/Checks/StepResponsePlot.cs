using System.Globalization;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Models.Checks;

/// <summary>The responses of a device to steps of current, a panel a variable, a curve a current.</summary>
public static class StepResponsePlot
{
    /// <summary>The picture.</summary>
    /// <param name="equations">The device.</param>
    /// <param name="responses">Its responses.</param>
    public static Picture Of(IDeviceEquations equations, IReadOnlyList<StepResponse> responses)
    {
        Picture picture = new(new("Time (ms)") { Margin = 0 });
        for (int variable = 0; variable < equations.Variables.Count; ++variable)
        {
            ShownQuantity quantity = equations.Variables[variable];
            PlotPanel panel = picture.Add(new(quantity.Axis), variable == 0 ? 0.25 : 0.18, hasLegend: variable == 0);
            for (int i = 0; i < responses.Count; ++i)
            {
                StepResponse response = responses[i];
                panel.Add(new(
                    string.Create(CultureInfo.InvariantCulture, $"{response.Input * equations.Input.Scale:G3} {equations.Input.Unit}"),
                    [.. response.Times.Select(time => time * 1e3)], [.. response.States.Select(state => state[variable] * quantity.Scale * quantity.FigureScale)],
                    SeriesStyle.Of(i))
                {
                    MostMarkers = 0, LineWidth = 1,
                });
            }
        }

        return picture;
    }
}
