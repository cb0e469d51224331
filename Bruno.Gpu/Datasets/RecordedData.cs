using Bruno.Gpu.Errors;
using Bruno.Gpu.Preparations;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>From files of recordings to a data set: read, check, split, prepare.</summary>
internal static class RecordedData
{
    /// <summary>The data set of a file or folder.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="known">What is known of it beforehand, the weakest description; or null.</param>
    /// <param name="configuration">Validated settings.</param>
    /// <param name="events">How events are counted where the settings do not say.</param>
    /// <exception cref="DataException">There are faults; the message lists all.</exception>
    public static Dataset Load(string name, string path, DataDescription? known, DataConfiguration configuration, EventBinning? events = null)
    {
        DataDescription? beside = DescriptionFile.Read(path);
        PublishedSet? published = known is null && beside is null ? PublishedSet.OfFiles(path) : null;
        DataDescription description = (configuration.Description ?? new()).Over(beside).Over(known ?? published?.Description);
        EventBinning binning = configuration.Events ?? events ?? published?.Events ?? new();
        DataFaults faults = new();
        RecordingSet? set = RecordingFiles.Read(path, description, binning, faults);
        if (set is null)
            faults.ThrowIfAny();
        if (published is not null)
            set = set! with { Remarks = [$"The files are named as those of the data set '{published.Name}', and read as its description says; a description of your own goes over it.", .. set.Remarks] };
        return Of(name, set!, set!.IsEvents ? configuration with { Events = binning } : configuration, faults);
    }

    /// <summary>The data set of recordings.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="set">The recordings.</param>
    /// <param name="configuration">Validated settings.</param>
    /// <exception cref="DataException">There are faults; the message lists all.</exception>
    public static Dataset Of(string name, RecordingSet set, DataConfiguration configuration) => Of(name, set, configuration, new());

    private static Dataset Of(string name, RecordingSet set, DataConfiguration configuration, DataFaults faults)
    {
        RecordingChecks.FindNotFinite(set, faults);
        RecordingSplits? splits = faults.Try(() => RecordingSplits.Of(
            set.Recordings, configuration.Split, configuration.Seed, set.Description.Group is not null || set.Description.Files?.Contains("{group}", StringComparison.Ordinal) == true));
        if (splits is not null)
            RecordingChecks.FindMissingClasses(set, splits, faults);
        faults.ThrowIfAny();

        string[] warnings = [.. RecordingChecks.Duplicates(splits!), .. RecordingChecks.ConstantChannels(set, splits!)];
        PreparedRecordings prepared = PreparedRecordings.Of(splits!.Parts, ShapeOf(set), configuration.Preparation ?? UsualPreparation(set));
        return Build(name, set, prepared, configuration with
        {
            Description = set.Description,
            Preparation = prepared.Steps,
        }) with
        {
            Remarks = [.. set.Remarks, .. splits.Remarks],
            Warnings = warnings,
        };
    }

    /// <summary>Other data of the same kind, to judge a network on: all of it, or a part.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="part">The part, where the data give parts and one is wanted.</param>
    /// <param name="found">Settings of the data that the network was trained on, with what was found in them.</param>
    /// <exception cref="DataException">They are of another kind, or there are faults; the message lists all.</exception>
    public static Dataset LoadOther(string path, Split? part, DataConfiguration found)
    {
        DataDescription own = DescriptionFile.Read(path) ?? new();
        DataDescription description = own.Over(found.Description) with { Classes = found.Description?.Classes };
        // What only splits ask for need not be there.
        if (part is null)
            description = description with { Split = own.Split, Group = own.Group, Unneeded = [.. new[] { description.Split, description.Group }.OfType<string>()] };
        DataFaults faults = new();
        if (own.Classes?.Except(description.Classes ?? []).ToArray() is { Length: > 0 } others)
            faults.Add($"{DescriptionFile.PathOf(path)}: the classes {string.Join(", ", others)} are none of those that the network was trained on ({string.Join(", ", description.Classes ?? [])})");
        RecordingSet? set = RecordingFiles.Read(path, description, found.Events ?? new(), faults);
        if (set is not null)
        {
            RequireAlike(path, set, found.Description ?? new(), faults);
            RecordingChecks.FindNotFinite(set, faults);
        }

        faults.ThrowIfAny();
        Recording[] chosen = [.. set!.Recordings.Where(recording => part is null || recording.Split == part)];
        if (chosen.Length == 0)
            throw new DataException($"{path}: there is no {RecordingSplits.Name(part!.Value)} part in it; leave --split out to take all of it.");
        PreparedRecordings prepared = PreparedRecordings.Of(
            new Dictionary<Split, IReadOnlyList<Recording>> { [Split.Test] = chosen }, ShapeOf(set), found.Preparation ?? []);
        return Build(path, set, prepared, found);
    }

    /// <summary>What is done to values where nothing is said.</summary>
    private static IReadOnlyList<Preparation> UsualPreparation(RecordingSet set)
    {
        if (set.IsEvents)
            return [];
        if (set.IsSound)
            return [new LogMelPreparation(), new StandardisePreparation()];
        return AreBinary(set.Recordings) ? [] : [new StandardisePreparation()];
    }

    private static bool AreBinary(IEnumerable<Recording> recordings) => recordings.All(recording => !recording.Values.AsSpan().ContainsAnyExcept(0.0f, 1.0f));

    private static SignalShape ShapeOf(RecordingSet set) => new(set.Channels, set.StepSeconds);

    private static void RequireAlike(string path, RecordingSet set, DataDescription trained, DataFaults faults)
    {
        if (trained.TimeStep is double step && Math.Abs(set.StepSeconds - step) > 1e-6 * step)
            faults.Add(FormattableString.Invariant($"{path}: a time step is {set.StepSeconds} s, but the network was trained on steps of {step} s"));
        if (trained.Columns is { } channels && channels.Count != set.Description.Columns!.Count)
            faults.Add($"{path}: there are {set.Description.Columns.Count} channels, but the network was trained on {channels.Count} ({string.Join(", ", channels.Take(20))})");
    }

    private static Dataset Build(string name, RecordingSet set, PreparedRecordings prepared, DataConfiguration found)
    {
        IReadOnlyList<Recording> PartOf(Split split) => prepared.Parts.GetValueOrDefault(split, []);
        DatasetTask task = set.Task switch
        {
            DataTask.Class => DatasetTask.Classification,
            DataTask.StepClass => DatasetTask.StepClassification,
            DataTask.NextStep when AreBinary(prepared.Parts.Values.SelectMany(part => part)) => DatasetTask.SequencePrediction,
            _ => DatasetTask.Regression,
        };
        IReadOnlyList<string> outputs = set.Task == DataTask.NextStep ? prepared.Shape.Channels : set.Outputs;
        Sample[] Samples(Split split) => [.. PartOf(split).Select(recording => SampleOf(recording, set.Task, prepared.Shape.Width, outputs.Count))];
        return new Dataset(
            name, task, prepared.Shape.Width, outputs.Count, outputs, Samples(Split.Train), Samples(Split.Validation), Samples(Split.Test),
            SourceOf(set), prepared.Shape.StepSeconds)
        {
            ChannelNames = prepared.Shape.Channels,
            Found = found,
            Files = set.Files,
        };
    }

    private static string SourceOf(RecordingSet set) =>
        string.Join("; ", new[] { set.Description.Title, set.Description.Source, set.Description.Licence, set.Path }.OfType<string>());

    private static Sample SampleOf(Recording recording, DataTask task, int channels, int outputs) => task switch
    {
        DataTask.Class => new(recording.Values, recording.Steps, recording.Label, null),
        DataTask.StepClass => new(recording.Values, recording.Steps, -1, OneHot(recording.StepLabels!, outputs)),
        DataTask.Values => new(recording.Values, recording.Steps, -1, recording.Targets),
        _ when recording.Steps < 2 => throw new DataException($"{recording.Origin}: has one step; predicting the next one needs two"),
        _ => new(recording.Values[..^channels], recording.Steps - 1, -1, recording.Values[channels..]),
    };

    private static float[] OneHot(int[] labels, int classes)
    {
        float[] rows = new float[labels.Length * classes];
        for (int step = 0; step < labels.Length; ++step)
        {
            if (labels[step] >= 0)
                rows[step * classes + labels[step]] = 1;
        }

        return rows;
    }
}
