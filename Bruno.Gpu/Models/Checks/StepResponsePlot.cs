using System.Globalization;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.Checks;

/// <summary>The responses of a device to steps of current, a panel a variable, a curve a current.</summary>
internal static class StepResponsePlot
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
                    Label(response.Input * equations.Input.Scale, equations.Input.Unit),
                    [.. response.Times.Select(time => time * 1e3)], [.. response.States.Select(state => state[variable] * quantity.Scale * quantity.FigureScale)],
                    SeriesStyle.Of(i))
                {
                    MostMarkers = 0, LineWidth = 1,
                });
            }
        }

        return picture;
    }

    private static string Label(double input, string unit) => UnitConversion.Convert(input, unit, "nA") is double nanoamperes
        ? string.Create(CultureInfo.InvariantCulture, $"{nanoamperes:G4} nA")
        : string.Create(CultureInfo.InvariantCulture, $"{input:G4} {unit}");
}
