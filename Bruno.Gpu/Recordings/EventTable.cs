using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Recordings;

/// <summary>A table with an event a row.</summary>
internal sealed record EventTable
{
    /// <summary>The largest extent of a sensor.</summary>
    public const int MostExtent = 1_000_000;

    /// <summary>The file.</summary>
    public required string Origin { get; init; }

    /// <summary>How many events there are.</summary>
    public required int Count { get; init; }

    /// <summary>The time of a row's event, in the unit of the description.</summary>
    public required Func<int, double> Time { get; init; }

    /// <summary>Its channel, or its column on the sensor.</summary>
    public required Func<int, double> Column { get; init; }

    /// <summary>Its row on the sensor; null where there is one row.</summary>
    public Func<int, double>? Row { get; init; }

    /// <summary>Its polarity, 0 or 1; null where there is one.</summary>
    public Func<int, int>? Polarity { get; init; }

    /// <summary>The sample it belongs to; null where all are of one.</summary>
    public Func<int, string>? Sample { get; init; }

    /// <summary>The label of its sample; null where there is none.</summary>
    public Func<int, string>? Label { get; init; }

    /// <summary>The part of its sample; null where the table does not say.</summary>
    public Func<int, string>? Split { get; init; }

    /// <summary>The group of its sample; null where there is none.</summary>
    public Func<int, string>? Group { get; init; }

    /// <summary>Where a row stands, for messages.</summary>
    public Func<int, string>? OriginOf { get; init; }

    /// <summary>The samples of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="given">The part that all belong to, where the name of the file says so.</param>
    /// <param name="context">What is asked for, and what is found.</param>
    /// <exception cref="DataException">An event lies outside, or the rows of a sample differ in their label.</exception>
    public static FoundRecordings Read(EventTable table, Split? given, RecordingContext context)
    {
        if (table.Count == 0)
            throw new DataException($"{table.Origin}: there is no event");
        double unit = context.Description.EventTimeUnit ?? 1;
        int[] extent = [.. context.Description.Grid ?? Extent(table)];
        EventGrid grid = new(extent[0], extent.Length > 1 ? extent[1] : 1, table.Polarity is null ? 1 : 2, context.Binning, context.BinSeconds, context.Budget);

        Dictionary<string, List<int>> rowsOf = new(StringComparer.Ordinal);
        List<string> order = [];
        for (int i = 0; i < table.Count; ++i)
        {
            string sample = table.Sample?.Invoke(i) ?? "";
            if (!rowsOf.TryGetValue(sample, out List<int>? rows))
            {
                rowsOf.Add(sample, rows = []);
                order.Add(sample);
            }

            rows.Add(i);
        }

        List<Recording> recordings = [];
        foreach (string sample in order)
        {
            List<int> rows = rowsOf[sample];
            string origin = table.Sample is null ? table.Origin : $"{table.Origin}, sample '{sample}'";
            (float[] values, int steps) = grid.Bin(
                rows.Count, k => table.Time(rows[k]) * unit,
                k => (table.Column(rows[k]), table.Row?.Invoke(rows[k]) ?? 0, table.Polarity?.Invoke(rows[k]) ?? 0), origin);
            recordings.Add(new()
            {
                Values = values, Steps = steps, Origin = origin,
                Label = One(table, table.Label, rows, "labels", origin) is string label ? context.Labels.Code(label, origin) : -1,
                Split = given ?? (One(table, table.Split, rows, "splits", origin) is string word ? UsualNames.SplitOf(word, context.Description) ?? throw new DataException($"{origin}: the split '{word}' is none of train, validation and test") : null),
                Group = One(table, table.Group, rows, "groups", origin),
            });
        }

        return new() { Recordings = recordings, Channels = grid.Names, StepSeconds = grid.StepSeconds, IsEvents = true, Grid = extent };
    }

    private static int[] Extent(EventTable table)
    {
        double columns = 0, rows = 0;
        for (int i = 0; i < table.Count; ++i)
        {
            columns = Math.Max(columns, table.Column(i));
            rows = Math.Max(rows, table.Row?.Invoke(i) ?? 0);
        }

        return [Whole(columns, table.Origin), Whole(rows, table.Origin)];
    }

    internal static int Whole(double last, string origin) => last < MostExtent ? (int)last + 1 : throw new DataException(FormattableString.Invariant(
        $"{origin}: an event has the channel {last}; a sensor has at most {MostExtent} channels, or columns, or rows"));

    private static string? One(EventTable table, Func<int, string>? of, List<int> rows, string what, string origin)
    {
        if (of is null)
            return null;
        string first = of(rows[0]);
        int other = rows.FindIndex(row => of(row) != first);
        return other < 0 ? first : throw new DataException($"{table.OriginOf?.Invoke(rows[other]) ?? origin}: the events of a sample have different {what}, '{first}' and '{of(rows[other])}'");
    }
}
