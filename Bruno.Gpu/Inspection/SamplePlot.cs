using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Recordings;
using ScottPlot;

namespace Bruno.Gpu.Inspection;

/// <summary>Draws samples of a data set, a panel each: events as a raster, values as traces.</summary>
public static class SamplePlot
{
    /// <summary>Traces in a panel, more than which cannot be told apart.</summary>
    private const int MostTraces = 12;

    private static readonly Color[] Palette = [PlotPanels.Blue, PlotPanels.Orange, PlotPanels.Green, PlotPanels.Purple, PlotPanels.Grey];

    /// <summary>Saves a picture as PNG or SVG, by the ending of the path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="split">The split.</param>
    /// <param name="samples">The numbers of the samples within it.</param>
    /// <exception cref="BrunoException">The path ends otherwise, or cannot be written.</exception>
    public static void Save(string path, Dataset dataset, string split, IReadOnlyList<int> samples)
    {
        PlotPanels panels = new("Time (s)");
        bool isRaster = samples.All(index => IsEvents(dataset.SplitOf(split)[index]));
        int longest = samples.Max(index => dataset.SplitOf(split)[index].Steps);
        foreach (int index in samples)
        {
            Sample sample = dataset.SplitOf(split)[index];
            string title = $"{split} {index}{(sample.Label >= 0 ? $": {dataset.OutputNames[sample.Label]}" : "")}";
            Plot plot = panels.Add(isRaster ? $"Channel, {title}" : title, 170);
            plot.Axes.Left.Label.FontSize = 12;
            if (isRaster)
                DrawEvents(plot, sample, dataset);
            else
                DrawTraces(plot, sample, dataset);
        }

        panels.SetRange(-0.01 * longest * dataset.StepSeconds, 1.01 * longest * dataset.StepSeconds);
        panels.Save(path);
    }

    /// <summary>The first sample of each class, or simply the first ones.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="split">The split.</param>
    /// <param name="count">The most samples.</param>
    public static IReadOnlyList<int> Choose(Dataset dataset, Split split, int count)
    {
        IReadOnlyList<Sample> samples = dataset.SplitOf(RecordingSplits.Name(split));
        IEnumerable<int> all = Enumerable.Range(0, samples.Count);
        return dataset.Task == DatasetTask.Classification
            ? [.. all.GroupBy(index => samples[index].Label).OrderBy(group => group.Key).Select(group => group.First()).Take(count)]
            : [.. all.Take(count)];
    }

    private static bool IsEvents(Sample sample) =>
        sample.Values.All(value => value >= 0 && value == MathF.Floor(value)) && sample.Values.Count(value => value == 0) > sample.Values.Length / 2;

    private static void DrawEvents(Plot plot, Sample sample, Dataset dataset)
    {
        List<double> times = [], channels = [];
        for (int i = 0; i < sample.Values.Length; ++i)
        {
            if (sample.Values[i] == 0)
                continue;
            times.Add((i / dataset.Channels + 0.5) * dataset.StepSeconds);
            channels.Add(i % dataset.Channels);
        }

        if (times.Count > 0)
            plot.Add.Markers(times.ToArray(), channels.ToArray(), MarkerShape.FilledSquare, dataset.Channels > 100 ? 1.5f : 3, PlotPanels.Blue);
        plot.Axes.SetLimitsY(-0.5, dataset.Channels - 0.5);
    }

    private static void DrawTraces(Plot plot, Sample sample, Dataset dataset)
    {
        int traces = Math.Min(dataset.Channels, MostTraces);
        for (int trace = 0; trace < traces; ++trace)
        {
            // Of many channels, some that are spread evenly.
            int channel = (int)((long)trace * dataset.Channels / traces);
            double[] times = [.. Enumerable.Range(0, sample.Steps).Select(step => step * dataset.StepSeconds)];
            double[] values = [.. Enumerable.Range(0, sample.Steps).Select(step => (double)sample.Values[step * dataset.Channels + channel])];
            plot.Add.ScatterLine(times, values, Palette[trace % Palette.Length]).LineWidth = 1.5f;
        }
    }
}
