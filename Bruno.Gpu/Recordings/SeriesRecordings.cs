using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>Reads the recordings of a .ts file of the UEA and UCR archive.</summary>
internal static class SeriesRecordings
{
    /// <summary>The recordings of a file.</summary>
    /// <exception cref="DataException">It is damaged, or its labels are numbers to be predicted.</exception>
    public static FoundRecordings Read(string path, Split? split, RecordingContext context)
    {
        TimeSeriesFile file = TimeSeriesFile.Read(path);
        if (file.Series.Count == 0)
            throw new DataException($"{path}: there is no series in it.");
        bool isClass = context.Description.Task is null or DataTask.Class;
        if (isClass && file.Classes.Count == 0)
            throw new DataException($"{path}: its series have no classes (@classlabel false); without classes, the values of the next step can be learned: task = \"next_step\" in the description.");
        return new()
        {
            Recordings =
            [
                .. file.Series.Select(series => new Recording
                {
                    Values = series.Values, Steps = series.Steps, Origin = $"{path}:{series.Line}", Split = split,
                    Label = isClass ? context.Labels.Code(series.Label, $"{path}:{series.Line}") : -1,
                }),
            ],
            Channels = context.Description.Columns is { } names && names.Count == file.Channels ? names : [.. Enumerable.Range(0, file.Channels).Select(c => $"{c}")],
            Classes = isClass ? file.Classes : null,
        };
    }
}
