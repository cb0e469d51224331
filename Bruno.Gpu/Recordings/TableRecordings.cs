using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>Reads recordings from tables: a row a time step, a row a sample, or a row an event.</summary>
internal static class TableRecordings
{
    /// <summary>The recordings of a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="split">The part that all of it belongs to, where the name of the file says so.</param>
    /// <param name="context">What is asked for, and what is found.</param>
    /// <exception cref="DataException">A column is missing, cells are no numbers, or times are not equidistant; all faults are named.</exception>
    public static FoundRecordings Read(string path, Split? split, RecordingContext context)
    {
        Faults faults = new(path);
        try
        {
            return Of(TextTable.Read(path, faults, context.Description.IsHeader, name => TableColumns.MayBeTime(name, context.Description)), split, context);
        }
        finally
        {
            context.Faults.Add(faults);
        }
    }

    private static FoundRecordings Of(TextTable table, Split? split, RecordingContext context)
    {
        TableColumns columns = TableColumns.Of(table, context.Description);
        if (EventColumns.TryFind(table, columns, context.Description) is { } events)
        {
            if (context.Description.EventChannel is null)
                context.Remark($"Each row of '{table.Path}' is read as an event ({string.Join(", ", table.Names)}).");
            return EventTable.Read(events, split, context);
        }

        IReadOnlyList<string> channels = columns.Channels;
        IReadOnlyList<float[]> values = table.Numbers(channels);
        bool rowIsSample = context.Description.Axes is { } axes && !(axes.Contains(DataAxis.Step) && axes.Contains(DataAxis.Channel));
        if (columns.Sample is null && columns.Label is not null && !rowIsSample)
        {
            throw new DataException(
                $"{table.Path}: which column tells the samples apart? There are {string.Join(", ", table.Names)}. Name it in the description ({DescriptionFile.PathOf(context.Path)}): sample = \"NAME\"; "
                + "where each row is a sample: axes = [\"sample\", \"step\"] or [\"sample\", \"channel\"].");
        }

        TableSamples samples = rowIsSample ? TableSamples.Rows(table) : TableSamples.Of(table, columns.Sample, context.Faults);
        TableAnswers answers = new(table, columns, samples, context);
        double[] times = columns.Time is string time && !rowIsSample ? table.Doubles(time) : [];
        double? step = times.Length > 0 && table.IsNumeric(columns.Time!) ? samples.StepSeconds(times, columns.TimeUnit, context.Faults) : null;
        bool columnsAreSteps = rowIsSample && context.Description.Axes!.Contains(DataAxis.Step);
        return new()
        {
            Recordings =
            [
                .. Enumerable.Range(0, samples.Count).Select(i => answers.Complete(i, new Recording
                {
                    Values = Interleave(values, samples.First(i), samples.Steps(i)),
                    Steps = columnsAreSteps ? channels.Count : samples.Steps(i),
                    Origin = samples.Origin(i),
                    Split = split ?? answers.SplitOf(i),
                    Group = answers.GroupOf(i),
                })),
            ],
            Channels = columnsAreSteps ? ["value"] : channels,
            Columns = channels,
            Targets = context.Description.Targets ?? [],
            StepSeconds = step,
        };
    }

    /// <summary>A table that is one sample.</summary>
    /// <inheritdoc cref="Read"/>
    public static SampleFile Sample(string path, RecordingContext context)
    {
        Faults found = new(path);
        TextTable table = TextTable.Read(path, found, context.Description.IsHeader, name => TableColumns.MayBeTime(name, context.Description));
        TableColumns columns = TableColumns.Of(table, context.Description);
        if (EventColumns.TryFind(table, columns, context.Description) is { } events)
        {
            found.ThrowIfAny();
            Recording recording = EventTable.Read(events with { Sample = null, Label = null }, null, context).Recordings[0];
            IReadOnlyList<int> grid = context.Description.Grid ?? throw new DataException($"{path}: of files with the events of a sample each, the extent of the sensor must be said: grid = [channels] or [columns, rows] in the description");
            return new(recording.Values, recording.Steps, [.. Enumerable.Range(0, recording.Values.Length / recording.Steps).Select(c => $"{c}")], context.BinSeconds, grid);
        }

        IReadOnlyList<string> channels = columns.Channels;
        IReadOnlyList<float[]> values = table.Numbers(channels);
        DataFaults faults = new();
        double? step = columns.Time is string time && table.IsNumeric(time) ? TableSamples.Whole(table).StepSeconds(table.Doubles(time), columns.TimeUnit, faults) : null;
        if (columns.Time is string times)
            table.Doubles(times);
        faults.Add(found);
        faults.ThrowIfAny();
        return new(Interleave(values, 0, table.Rows), table.Rows, channels, step);
    }

    /// <summary>Columns side by side, time-major.</summary>
    internal static float[] Interleave(IReadOnlyList<float[]> columns, int first, int rows)
    {
        float[] values = new float[rows * columns.Count];
        for (int c = 0; c < columns.Count; ++c)
        {
            float[] column = columns[c];
            for (int row = 0; row < rows; ++row)
                values[row * columns.Count + c] = column[first + row];
        }

        return values;
    }
}
