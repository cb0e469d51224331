using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>Recordings in arrays: <c>[sample, step, channel]</c> with labels, a list with an array a sample, or a list of tables.</summary>
internal static class ArrayRecordings
{
    private const string SplitMark = "{split}";

    /// <summary>Finds the recordings in what a file holds.</summary>
    /// <param name="content">What it holds.</param>
    /// <param name="origin">The file.</param>
    /// <param name="given">The part that all of it belongs to, where the name of the file says so.</param>
    /// <param name="context">What is asked for, and what is found.</param>
    /// <exception cref="DataException">There are none, or they are not as described.</exception>
    public static FoundRecordings Read(StoredValue content, string origin, Split? given, RecordingContext context)
    {
        if (content is StoredList list && list.Items.Count > 0 && list.Items.All(item => item is StoredTable or StoredList { Items.Count: <= 8 }))
            return Single(ItemArrays.Of(list, origin, context.Description), context, given);

        NamedArrays arrays = NamedArrays.Of(content, origin);
        if (EventArrays.TryRead(arrays, given, context) is FoundRecordings events)
            return events;
        return Parts(arrays, context.Description).ToArray() is { Length: > 0 } parts
            ? Join([.. parts.Select(part => Read(part.Arrays, context, part.Split))], origin)
            : Single(arrays, context, given);
    }

    /// <summary>The recordings of several files or parts, as one.</summary>
    /// <exception cref="DataException">They differ in their channels.</exception>
    public static FoundRecordings Join(IReadOnlyList<FoundRecordings> parts, string origin)
    {
        if (parts.FirstOrDefault(part => part.Channels.Count != parts[0].Channels.Count) is { } other)
        {
            throw new DataException(
                $"{origin}: {parts[0].Recordings[0].Origin} has {parts[0].Channels.Count} channels, but {other.Recordings[0].Origin} has {other.Channels.Count}");
        }

        return parts[0] with { Recordings = [.. parts.SelectMany(part => part.Recordings)] };
    }

    private static FoundRecordings Single(NamedArrays arrays, RecordingContext context, Split? given) =>
        Read(ArrayRoles.Of(arrays, context.Description), context, given);

    /// <summary>Parts with arrays of their own: as described, <c>"{split}_x"</c>, or named x_train, x_test and so on.</summary>
    private static IEnumerable<(ArrayRoles Arrays, Split Split)> Parts(NamedArrays arrays, DataDescription description)
    {
        foreach (Split split in Enum.GetValues<Split>())
        {
            foreach (string word in UsualNames.WordsOf(split, description))
            {
                ArrayRoles? part = description.Values?.Contains(SplitMark, StringComparison.Ordinal) == true
                    ? Described(arrays, description, word)
                    : description.Values is null ? ArrayRoles.OfPart(arrays, description, word) : null;
                if (part is not null)
                {
                    yield return (part, split);
                    break;
                }
            }
        }
    }

    private static ArrayRoles? Described(NamedArrays arrays, DataDescription description, string word) =>
        arrays.Find(description.Values!.Replace(SplitMark, word, StringComparison.Ordinal)) is null ? null : ArrayRoles.Of(arrays, description with
        {
            Values = description.Values.Replace(SplitMark, word, StringComparison.Ordinal),
            Label = description.Label?.Replace(SplitMark, word, StringComparison.Ordinal),
            Lengths = description.Lengths?.Replace(SplitMark, word, StringComparison.Ordinal),
            Group = description.Group?.Replace(SplitMark, word, StringComparison.Ordinal),
            Targets = description.Targets is { } targets ? [.. targets.Select(target => target.Replace(SplitMark, word, StringComparison.Ordinal))] : null,
        });

    private static FoundRecordings Read(ArrayRoles roles, RecordingContext context, Split? given)
    {
        ValueArrays values = ValueArrays.Of(roles, context);
        AnswerArrays answers = AnswerArrays.Of(roles, values, context);
        Recording[] recordings = new Recording[values.Samples];
        for (int i = 0; i < recordings.Length; ++i)
        {
            recordings[i] = answers.Complete(i, new Recording
            {
                Values = values.Of(i),
                Steps = values.StepsOf(i),
                Origin = values.OriginOf(i),
                Split = given ?? answers.SplitOf(i),
                Group = answers.GroupOf(i),
            });
        }

        return new()
        {
            Recordings = recordings,
            Channels = context.Description.Columns is { } names && names.Count == values.Channels ? names : [.. Enumerable.Range(0, values.Channels).Select(c => $"{c}")],
            Targets = answers.TargetNames,
        };
    }
}
