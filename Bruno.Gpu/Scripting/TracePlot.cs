using System.Globalization;
using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Scripting;

/// <summary>What a network did with a sample: the spikes of each layer, and the states of the neuron of its last devices that fired most.</summary>
internal static class TracePlot
{
    /// <summary>The picture.</summary>
    public static Picture Of(SampleTrace trace)
    {
        Picture picture = new(new("Time (ms)") { Margin = 0.01 });
        foreach (LayerTrace layer in trace.Layers.Where(layer => layer.IsSpiking))
        {
            int units = layer.Output.GetLength(1);
            PlotPanel panel = picture.Add(new("Neuron") { IsWhole = true, Lowest = 0, Highest = units - 1 }, 0.2, hasLegend: false);
            panel.Note($"{layer.Name}: {layer.Spikes.ToString(CultureInfo.InvariantCulture)} spikes");
            (int Step, int Neuron)[] spikes = [.. Elements(layer.Output).Where(element => layer.Output[element.Step, element.Unit] != 0)];
            // Time goes from the start to the end of the sample, whenever the first spike comes.
            panel.Add(new("", [0, .. spikes.Select(spike => Time(trace, spike.Step)), Time(trace, layer.Output.GetLength(0))], [double.NaN, .. spikes.Select(spike => (double)spike.Neuron), double.NaN], SeriesStyle.Of(0))
            {
                HasLine = false, MostMarkers = int.MaxValue, MarkerSize = 2,
            });
        }

        if (trace.Layers.LastOrDefault(layer => layer.States.Count > 0) is { } devices)
            DrawStates(picture, trace, devices);
        return picture;
    }

    private static void DrawStates(Picture picture, SampleTrace trace, LayerTrace devices)
    {
        int steps = devices.Output.GetLength(0);
        int shown = Enumerable.Range(0, devices.Output.GetLength(1)).MaxBy(neuron => Enumerable.Range(0, steps).Sum(step => devices.Output[step, neuron]));
        int index = 1;
        foreach ((string name, double[,] values) in devices.States)
        {
            PlotPanel panel = picture.Add(new(devices.Axes.GetValueOrDefault(name, name)), 0.16, hasLegend: false);
            panel.Note(string.Create(CultureInfo.InvariantCulture, $"{devices.Name}, neuron {shown}"));
            panel.Add(new("", [.. Enumerable.Range(0, steps).Select(step => Time(trace, step))], [.. Enumerable.Range(0, steps).Select(step => values[step, shown])], SeriesStyle.Of(index++)) { MostMarkers = 0 });
        }
    }

    /// <summary>The end of a step, ms.</summary>
    private static double Time(SampleTrace trace, int step) => (step + 1) * trace.StepSeconds * 1e3;

    private static IEnumerable<(int Step, int Unit)> Elements(double[,] table) =>
        from step in Enumerable.Range(0, table.GetLength(0))
        from unit in Enumerable.Range(0, table.GetLength(1))
        select (step, unit);
}
