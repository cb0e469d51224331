using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>Tables with an event a row: times, and channels or columns and rows of a sensor.</summary>
internal static class EventColumns
{
    /// <summary>The events of a table; null where its rows are no events.</summary>
    public static EventTable? TryFind(TextTable table, TableColumns columns, DataDescription description)
    {
        if (columns.Time is not string time)
            return null;
        string? channel = columns.Other(description.EventChannel, UsualNames.EventChannel, "event_channel");
        if (channel is null)
            return null;
        string? row = columns.Other(description.EventRow, string.Equals(channel, "x", StringComparison.OrdinalIgnoreCase) ? UsualNames.EventRow : [], "event_row");
        string? polarity = columns.Other(description.EventPolarity, UsualNames.EventPolarity, "event_polarity");
        string[] places = [.. new[] { channel, row, polarity }.OfType<string>()];
        // Where anything else is measured, the rows are steps.
        if (description.EventChannel is null && (columns.Rest.Except(places).Any() || !places.All(table.IsNumeric)))
            return null;
        float[][] numbers = [.. table.Numbers(places)];
        if (description.EventChannel is null && numbers.Take(row is null ? 1 : 2).Any(column => column.AsSpan().ContainsAnyExceptInRange(0, float.MaxValue) || column.Any(value => value != MathF.Floor(value))))
            return null;

        double[] times = table.Doubles(time);
        if (description.EventChannel is null && polarity is null && string.Equals(channel, "x", StringComparison.OrdinalIgnoreCase) && (row is null || IsEquidistant(table, columns, times)))
            return null;
        float[] x = numbers[0];
        float[]? y = row is null ? null : numbers[1], p = polarity is null ? null : numbers[^1];
        return new()
        {
            Origin = table.Path,
            Count = table.Rows,
            Time = i => times[i] * columns.TimeUnit,
            Column = i => x[i],
            Row = y is null ? null : i => y[i],
            Polarity = p is null ? null : i => p[i] > 0 ? 1 : 0,
            Sample = Texts(table, columns.Sample),
            Label = Texts(table, columns.Label),
            Split = Texts(table, columns.Split),
            Group = Texts(table, columns.Group),
            OriginOf = i => $"{table.Path}:{table.Lines[i]}",
        };
    }

    /// <summary>Whether there is a row at every step: then 'x' and 'y' are signals, and no places on a sensor.</summary>
    private static bool IsEquidistant(TextTable table, TableColumns columns, double[] times)
    {
        DataFaults faults = new();
        return TableSamples.Of(table, columns.Sample, faults).StepSeconds(times, 1, faults) is not null && faults.Count == 0;
    }

    private static Func<int, string>? Texts(TextTable table, string? column)
    {
        if (column is null)
            return null;
        TextCodes codes = table.Texts(column);
        return i => codes[i];
    }
}
