using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Bruno.Gpu.Recordings;

/// <summary>What is looked at before anything is learned from recordings.</summary>
internal static class RecordingChecks
{
    /// <summary>Adds every value that is not a finite number, with its step and channel.</summary>
    public static void FindNotFinite(RecordingSet set, DataFaults faults)
    {
        foreach (Recording recording in set.Recordings)
        {
            FindNotFinite(recording, recording.Values, set.Channels, "channel", faults);
            if (recording.Targets is not null)
                FindNotFinite(recording, recording.Targets, set.Outputs, "target", faults);
        }
    }

    /// <summary>Adds every class that a part lacks: it would not be learned, or not be judged.</summary>
    public static void FindMissingClasses(RecordingSet set, RecordingSplits splits, DataFaults faults)
    {
        if (set.Task is not (DataTask.Class or DataTask.StepClass))
            return;
        foreach ((Split split, IReadOnlyList<Recording> recordings) in splits.Parts)
        {
            HashSet<int> there = [.. recordings.SelectMany(recording => recording.StepLabels ?? [recording.Label])];
            string[] missing = [.. set.Outputs.Where((_, index) => !there.Contains(index))];
            if (missing.Length > 0)
            {
                faults.Add(
                    $"{set.Path}: {(missing.Length == 1 ? "the class" : "the classes")} {string.Join(", ", missing.Take(12).Select(name => $"'{name}'"))}{(missing.Length > 12 ? ", ..." : "")} {(missing.Length == 1 ? "is" : "are")} missing from the {RecordingSplits.Name(split)} part "
                    + "(every class needs a recording in each part: add some, leave the class out, or change data.split or data.seed)");
            }
        }
    }

    /// <summary>Warns of recordings that are in two parts: what was learned by heart would be judged as known.</summary>
    public static IEnumerable<string> Duplicates(RecordingSplits splits)
    {
        Dictionary<UInt128, (Split Split, string Origin)> seen = [];
        int count = 0;
        string? first = null;
        foreach ((Split split, IReadOnlyList<Recording> recordings) in splits.Parts)
        {
            foreach (Recording recording in recordings)
            {
                UInt128 hash = HashOf(recording);
                if (!seen.TryAdd(hash, (split, recording.Origin)) && seen[hash].Split != split)
                {
                    ++count;
                    first ??= $"{recording.Origin} ({RecordingSplits.Name(split)}) and {seen[hash].Origin} ({RecordingSplits.Name(seen[hash].Split)})";
                }
            }
        }

        return count == 0 ? [] : [$"{count} recordings are in two parts with the same values, such as {first}: results will look better than they are."];
    }

    /// <summary>Warns of channels that never change in the training part: nothing can be learned from them.</summary>
    public static IEnumerable<string> ConstantChannels(RecordingSet set, RecordingSplits splits)
    {
        int channels = set.Channels.Count;
        float[] first = splits.Parts[Split.Train][0].Values;
        bool[] varies = new bool[channels];
        foreach (Recording recording in splits.Parts[Split.Train])
        {
            for (int i = 0; i < recording.Values.Length; ++i)
                varies[i % channels] |= recording.Values[i] != first[i % channels];
        }

        string[] constant = [.. set.Channels.Where((_, index) => !varies[index])];
        return constant.Length == 0
            ? []
            : [$"{constant.Length} of {channels} channels never change in the training part: {string.Join(", ", constant.Take(12))}{(constant.Length > 12 ? ", ..." : "")}."];
    }

    /// <summary>A hash of the values of a recording: equal for equal ones, different for different ones but for one in 10^30 or so.</summary>
    internal static UInt128 HashOf(Recording recording) =>
        XxHash128.HashToUInt128(MemoryMarshal.AsBytes(recording.Values.AsSpan()), recording.Steps);

    private static void FindNotFinite(Recording recording, float[] values, IReadOnlyList<string> columns, string what, DataFaults faults)
    {
        for (int i = 0; i < values.Length; ++i)
        {
            if (!float.IsFinite(values[i]))
                faults.Add(!faults.ShowsMore ? "" : $"{recording.Origin}, step {i / columns.Count}, {what} '{columns[i % columns.Count]}': {(float.IsNaN(values[i]) ? "not a number" : "infinite")}");
        }
    }
}
