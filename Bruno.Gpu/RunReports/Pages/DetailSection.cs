using System.Globalization;
using System.Xml.Linq;
using Bruno.Gpu.RunReports.Charts;
using Bruno.Gpu.RunReports.Inspections;
using Bruno.Gpu.RunReports.Variants;
using Bruno.Gpu.Simulation;
using static Bruno.Gpu.RunReports.Charts.Markup;

namespace Bruno.Gpu.RunReports.Pages;

/// <summary>A run in detail: confusion matrix, weights and conductances, and for chosen samples spikes of all layers and states of devices.</summary>
internal static class DetailSection
{
    private const int MostChannels = 16;
    private const int MostNeurons = 200;
    private const int MostSpikes = 6000;
    private const double Milliseconds = 1e3, Microsiemens = 1e6;

    /// <summary>The part of a run.</summary>
    public static XElement Of(Variant variant, ReportedRun run, RunInspection inspection, int series)
    {
        string epoch = inspection.Epoch is int number ? string.Create(CultureInfo.InvariantCulture, $", epoch {number}") : "";
        XElement part = Block("article", Block("h3", $"{(variant.Name == run.Name ? "" : $"{variant.Name}: ")}{run.Name}{epoch}"));
        foreach (string note in inspection.Notes)
            part.Add(Block("p", A("class", "missing"), note));
        List<XElement> figures = [];
        if (inspection.Classes.Count > 0)
            figures.Add(Figure("Confusion matrix of the test set", ChartKinds.Confusion("confusion matrix", inspection.Classes, inspection.Confusion)));
        if (inspection.Weights.Count > 0)
        {
            figures.Add(Block("div", A("class", "stack"), inspection.Weights.SelectMany(weights => new[]
            {
                Figure($"Weights of {weights.Layer}", ChartKinds.Histogram($"weights of {weights.Layer}", "weight", "how many", weights.Weights, series)),
                Figure($"Conductances of {weights.Layer}", ChartKinds.Histogram($"conductances of {weights.Layer}", "conductance (µS)", "cells", Array.ConvertAll(weights.Conductances, siemens => siemens * Microsiemens), series)),
            })));
        }

        part.Add(Block("div", A("class", "grid2"), figures));
        foreach (InspectedSample sample in inspection.Samples)
            part.Add(Sample(sample, series));
        return part;
    }

    private static XElement Sample(InspectedSample sample, int series)
    {
        string what = sample.Class is null ? "" : $": {sample.Class}, taken for {sample.Predicted}";
        XElement part = Block("div", Block("h4", string.Create(CultureInfo.InvariantCulture, $"Test sample {sample.Number}{what}")));
        XElement grid = Block("div", A("class", "grid2"));
        int channels = sample.Inputs.Length / sample.Steps;
        if (channels <= MostChannels)
            grid.Add(Figure("Input", Traces("input", "input", sample, [.. Enumerable.Range(0, channels).Select(channel => ($"channel {channel}", Column(sample.Inputs, channel, channels)))])));
        foreach (InspectedLayer layer in sample.Layers.Where(layer => layer.IsSpiking))
            grid.Add(Raster(layer, sample, series));
        foreach (InspectedLayer layer in sample.Layers.Where(layer => layer.Devices is not null))
        {
            foreach (IReadOnlyList<TrajectoryCurve> curves in layer.Devices!.Curves)
            {
                bool isFirst = ReferenceEquals(curves, layer.Devices.Curves[0]);
                (string, double[])[] traces = [.. curves.Select((curve, i) => ($"neuron {layer.Devices.Neurons[i]}", curve.Values))];
                string axis = curves[0].Quantity.Axis;
                grid.Add(Figure(
                    $"{layer.Name}: {axis}{(isFirst && layer.Devices.Threshold is not null ? ", dashed: the threshold" : "")}",
                    Traces($"{layer.Name}, {axis}", axis, sample, traces, isFirst ? layer.Devices.Threshold : null),
                    ChartKinds.Legend(traces.Select((trace, i) => (trace.Item1, i)))));
            }
        }

        if (sample.Layers[^1] is { IsSpiking: false, Units: <= MostChannels } last)
            grid.Add(Figure("Output", Traces("output", "output", sample, [.. Enumerable.Range(0, last.Units).Select(unit => ($"output {unit}", Column(last.Values, unit, last.Units)))])));
        part.Add(grid);
        return part;
    }

    private static XElement Raster(InspectedLayer layer, InspectedSample sample, int series)
    {
        int neurons = Math.Min(layer.Units, MostNeurons);
        (int Step, int Neuron)[] spikes = [.. layer.Spikes.Where(spike => spike.Neuron < neurons)];
        bool isCut = neurons < layer.Units || spikes.Length > MostSpikes;
        while (spikes.Length > MostSpikes && neurons > 1)
        {
            neurons /= 2;
            spikes = [.. spikes.Where(spike => spike.Neuron < neurons)];
        }

        string title = string.Create(CultureInfo.InvariantCulture, $"Spikes of {layer.Name}: {layer.Spikes.Count}{(isCut ? $", the first {neurons} of {layer.Units} neurons" : "")}");
        return Figure(title, ChartKinds.Raster(title, "time (ms)", "neuron", sample.StepSeconds * Milliseconds, sample.Steps, neurons, spikes, series));
    }

    private static XElement Traces(string title, string y, InspectedSample sample, IReadOnlyList<(string Name, double[] Values)> curves, double? threshold = null) => ChartKinds.Traces(
        title, "time (ms)", y, [.. Enumerable.Range(1, sample.Steps).Select(step => step * sample.StepSeconds * Milliseconds)], curves, threshold);

    private static double[] Column(float[] values, int column, int columns) => [.. Enumerable.Range(0, values.Length / columns).Select(row => (double)values[row * columns + column])];

    private static double[] Column(double[] values, int column, int columns) => [.. Enumerable.Range(0, values.Length / columns).Select(row => values[row * columns + column])];

    private static XElement Figure(string title, XElement chart, XElement? legend = null) => Block("figure", Block("figcaption", title), legend, chart);
}
