using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>
/// Events in arrays: a list with the times and one with the channels of each sample (Spiking Heidelberg Digits), or one array
/// of each for all samples, with an array that tells samples apart.
/// </summary>
internal static class EventArrays
{
    /// <summary>Reads events; null where the arrays are none.</summary>
    public static FoundRecordings? TryRead(NamedArrays arrays, Split? given, RecordingContext context)
    {
        DataDescription description = context.Description;
        string? time = description.Time ?? arrays.FirstOf(UsualNames.Time);
        string? channel = description.EventChannel ?? arrays.FirstOf(UsualNames.EventChannel);
        if (time is null || channel is null || time == channel)
            return null;
        return (arrays.Find(time), arrays.Find(channel)) switch
        {
            (StoredList times, StoredList channels) => OfLists(arrays, times, channels, given, context),
            (StoredArray { Shape.Count: 1 } times, StoredArray { Shape.Count: 1 } channels) when times.Count == channels.Count =>
                EventTable.Read(TableOf(arrays, time, channel, times.Count, description), given, context),
            _ => null,
        };
    }

    private static FoundRecordings OfLists(NamedArrays arrays, StoredList times, StoredList channels, Split? given, RecordingContext context)
    {
        if (times.Items.Count != channels.Items.Count)
            throw new DataException($"{arrays.Origin}: there are times of {times.Items.Count} samples, but channels of {channels.Items.Count}");
        double unit = context.Description.EventTimeUnit ?? 1;
        int[] extent = [.. context.Description.Grid ?? [EventTable.Whole(channels.Items.Max(item => item is StoredArray { Count: > 0 } array ? Enumerable.Range(0, array.Count).Max(i => array.At(i)) : 0), arrays.Origin)]];
        EventGrid grid = new(extent[0], 1, 1, context.Binning, context.BinSeconds, context.Budget);
        ArrayRoles roles = new()
        {
            Origin = arrays.Origin, ValuesName = "events", Values = times,
            LabelName = context.Description.Label ?? arrays.FirstOf(UsualNames.Label),
            Label = (context.Description.Label ?? arrays.FirstOf(UsualNames.Label)) is string name ? arrays.Require(name, "label") : null,
            Group = (context.Description.Group ?? arrays.FirstOf(UsualNames.Group)) is string own ? arrays.Find(own) : null,
        };
        List<Recording> recordings = [];
        for (int i = 0; i < times.Items.Count; ++i)
        {
            string origin = $"{arrays.Origin}, sample {i}";
            if (times.Items[i] is not StoredArray t || channels.Items[i] is not StoredArray c || t.Count != c.Count)
                throw new DataException($"{origin}: times are {times.Items[i].Kind}, channels {channels.Items[i].Kind}; as many of each are expected");
            (float[] values, int steps) = grid.Bin(t.Count, k => t.At(k) * unit, k => (c.At(k), 0, 0), origin);
            recordings.Add(new() { Values = values, Steps = steps, Origin = origin, Split = given, Group = roles.Group is { } group ? TextOf(group, i) : null, Label = LabelOf(roles, i, origin, context) });
        }

        return new() { Recordings = recordings, Channels = grid.Names, StepSeconds = grid.StepSeconds, IsEvents = true, Grid = extent };
    }

    private static int LabelOf(ArrayRoles roles, int sample, string origin, RecordingContext context) =>
        roles.Label is { } label ? context.Labels.Code(TextOf(label, sample), origin) : -1;

    private static string TextOf(StoredValue value, int index) => value switch
    {
        StoredArray array when index < array.Count => LabelTable.TextOf(array.At(index)),
        StoredList { Items: var items } when index < items.Count && items[index] is StoredText text => text.Value,
        _ => throw new DataException($"sample {index} has no label in {value.Kind}"),
    };

    private static EventTable TableOf(NamedArrays arrays, string time, string channel, int count, DataDescription description)
    {
        StoredArray? Column(string? described, string[] usual, string[] taken)
        {
            string? name = described ?? arrays.FirstOf(usual.Except(taken));
            return name is not null && arrays.Find(name) is StoredArray { Shape.Count: 1 } array && array.Count == count ? array : null;
        }

        StoredArray times = (StoredArray)arrays.Find(time)!, columns = (StoredArray)arrays.Find(channel)!;
        // Without an 'x', a 'y' is a label.
        bool hasRows = description.EventRow is not null || channel.EndsWith('x');
        StoredArray? rows = hasRows ? Column(description.EventRow, UsualNames.EventRow, []) : null;
        StoredArray? polarities = Column(description.EventPolarity, UsualNames.EventPolarity, []);
        StoredArray? samples = Column(description.Sample, UsualNames.Sample, []);
        string? label = description.Label ?? arrays.FirstOf(hasRows ? UsualNames.Label.Except(["y"]) : UsualNames.Label);
        StoredValue? labels = label is null ? null : arrays.Find(label);
        Func<int, string>? labelOf = labels switch
        {
            StoredArray { Shape.Count: 1 } array when array.Count == count => i => LabelTable.TextOf(array.At(i)),
            StoredList list when list.Items.Count == count => i => TextOf(list, i),
            StoredArray { Shape.Count: 1 } or StoredList when samples is not null => i => TextOf(labels, (int)samples.At(i)),
            _ => null,
        };
        return new()
        {
            Origin = arrays.Origin, Count = count, Time = i => times.At(i), Column = i => columns.At(i),
            Row = rows is null ? null : i => rows.At(i),
            Polarity = polarities is null ? null : i => polarities.At(i) > 0 ? 1 : 0,
            Sample = samples is null ? null : i => LabelTable.TextOf(samples.At(i)),
            Label = labelOf,
        };
    }
}
