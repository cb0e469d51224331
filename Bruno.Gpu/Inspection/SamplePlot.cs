using Bruno.Gpu.Datasets;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Inspection;

/// <summary>Draws samples of a data set, a panel each: events as a raster, values as traces.</summary>
internal static class SamplePlot
{
    /// <summary>Traces in a panel: as many as there are styles.</summary>
    private const int MostTraces = 12;

    /// <summary>The picture.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="split">The split.</param>
    /// <param name="samples">The numbers of the samples within it.</param>
    public static Picture Of(Dataset dataset, string split, IReadOnlyList<int> samples)
    {
        Picture picture = new(new("Time (s)") { Margin = 0.01 });
        bool isRaster = samples.All(index => IsEvents(dataset.SplitOf(split)[index]));
        foreach (int index in samples)
        {
            Sample sample = dataset.SplitOf(split)[index];
            PlotPanel panel = picture.Add(
                isRaster ? new("Channel") { IsWhole = true, Lowest = 0, Highest = dataset.Channels - 1 } : new("Value"), 0.22, hasLegend: index == samples[0] && !isRaster);
            panel.Note($"{split} {index}{(sample.Label >= 0 ? $": {dataset.OutputNames[sample.Label]}" : "")}");
            if (isRaster)
                DrawEvents(panel, sample, dataset);
            else
                DrawTraces(panel, sample, dataset);
        }

        return picture;
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

    private static void DrawEvents(PlotPanel panel, Sample sample, Dataset dataset)
    {
        List<double> times = [], channels = [];
        for (int i = 0; i < sample.Values.Length; ++i)
        {
            if (sample.Values[i] == 0)
                continue;
            times.Add((i / dataset.Channels + 0.5) * dataset.StepSeconds);
            channels.Add(i % dataset.Channels);
        }

        panel.Add(new("", times, channels, SeriesStyle.Of(0) with { Marker = SeriesMarker.Square })
        {
            HasLine = false, MostMarkers = int.MaxValue, MarkerSize = dataset.Channels > 100 ? 0.9f : 1.8f,
        });
    }

    private static void DrawTraces(PlotPanel panel, Sample sample, Dataset dataset)
    {
        int traces = Math.Min(dataset.Channels, MostTraces);
        double[] times = [.. Enumerable.Range(0, sample.Steps).Select(step => step * dataset.StepSeconds)];
        for (int trace = 0; trace < traces; ++trace)
        {
            // Of many channels, some that are spread evenly.
            int channel = (int)((long)trace * dataset.Channels / traces);
            double[] values = [.. Enumerable.Range(0, sample.Steps).Select(step => (double)sample.Values[step * dataset.Channels + channel])];
            panel.Add(new($"channel {channel}", times, values, SeriesStyle.Of(trace)) { MostMarkers = 0, LineWidth = 0.9f });
        }
    }
}
