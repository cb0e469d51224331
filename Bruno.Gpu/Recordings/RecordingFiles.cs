using Bruno.Gpu.Errors;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Recordings;

/// <summary>Reads recordings from a file or a folder, by what is in it.</summary>
internal static class RecordingFiles
{
    /// <summary>Whether a path matches a pattern of a description, or its end does.</summary>
    public static bool Matches(string pattern, string path) => FilePattern.Fitting(pattern, [path.Replace('\\', '/').TrimStart('/')]) is not null;

    /// <summary>The recordings of a file or folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="description">What is known of them.</param>
    /// <param name="binning">How events are counted.</param>
    /// <exception cref="DataException">There are none, or there are faults; the message lists all.</exception>
    public static RecordingSet Read(string path, DataDescription description, EventBinning binning)
    {
        DataFaults faults = new();
        RecordingSet? set = Read(path, description, binning, faults);
        faults.ThrowIfAny();
        return set!;
    }

    /// <summary>The same, with faults collected; the recordings as far as they can be looked at further, or none.</summary>
    internal static RecordingSet? Read(string path, DataDescription description, EventBinning binning, DataFaults faults)
    {
        RecordingContext context = new(path, description, binning, faults);
        return faults.Try(() =>
        {
            FoundRecordings found = Directory.Exists(path) ? FolderRecordings.Read(path, context)
                : File.Exists(path) ? FileRecordings.Read(path, null, context)
                : throw new DataException($"There is no file or folder '{path}'. Check the path; 'bruno data list' names the data sets that are known.");
            RecordingSet set = Finish(found, context);
            return found.IsPartial ? null : set;
        });
    }

    private static RecordingSet Finish(FoundRecordings found, RecordingContext context)
    {
        DataDescription description = context.Description;
        (IReadOnlyList<string> classes, int[] map) = context.Labels.Finish(description.Classes ?? found.Classes, context.Faults);
        IEnumerable<Recording> recordings = context.Labels.IsEmpty ? found.Recordings : found.Recordings.Select(recording => recording with
        {
            Label = recording.Label < 0 ? -1 : map[recording.Label],
            StepLabels = recording.StepLabels is { } labels ? Array.ConvertAll(labels, label => label < 0 ? -1 : map[label]) : null,
        });
        if (description.Distinct == true)
            recordings = Distinct([.. recordings], context);
        Recording[] all = [.. recordings];
        if (all.Length == 0)
            throw new DataException($"{context.Path}: there is no recording in it.");
        DataTask task = TaskOf(found.Recordings, context);
        if (task is DataTask.Class && found.Recordings.FirstOrDefault(recording => recording.Label < 0) is { } unlabelled)
            context.Faults.Add($"{unlabelled.Origin}: has no label");
        if (task is DataTask.Class or DataTask.StepClass && classes.Count < 2)
            context.Faults.Add($"{context.Path}: there is only one class ('{string.Join("", classes)}'); two are needed to tell them apart");
        if (task is DataTask.StepClass)
            RequireRoom(all, classes, context);
        double? said = found.IsEvents ? null : description.TimeStep;
        if (said is double own && found.StepSeconds is double file && Math.Abs(own - file) > 1e-6 * file)
            context.Faults.Add(FormattableString.Invariant($"{context.Path}: the description says time_step = {own} s, but in the data a time step is {file} s"));
        if (description.Columns is { } columns && columns.Count != found.Columns.Count && !found.IsEvents)
            context.Faults.Add($"{context.Path}: there are {found.Columns.Count} channels, but {columns.Count} are expected ({string.Join(", ", columns.Take(20))})");

        double step = found.StepSeconds ?? said ?? RecordingContext.UsualStepSeconds;
        if (found.StepSeconds is null && said is null)
            context.Remark(FormattableString.Invariant($"Nothing says how long a time step is: {step} s is taken (time_step in the description)."));
        return new()
        {
            Path = context.Path,
            Task = task,
            Channels = found.Channels,
            Outputs = task is DataTask.Class or DataTask.StepClass ? classes : task == DataTask.Values ? found.Targets : found.Channels,
            StepSeconds = step,
            IsSound = found.IsSound,
            IsEvents = found.IsEvents,
            Recordings = all,
            Description = description with
            {
                Task = task,
                Classes = task is DataTask.Class or DataTask.StepClass ? classes : description.Classes,
                Columns = found.Columns,
                AllColumns = description.AllColumns ?? (description.Columns is null ? true : null),
                TimeStep = step,
                Grid = found.Grid ?? description.Grid,
            },
            Files = found.Files.Count > 0 ? found.Files : [context.Path],
            Remarks = context.Remarks,
        };
    }

    /// <summary>A step of a class is a row with a number a class.</summary>
    private static void RequireRoom(Recording[] recordings, IReadOnlyList<string> classes, RecordingContext context)
    {
        long bytes = sizeof(float) * recordings.Sum(recording => (long)recording.Steps * classes.Count);
        if (bytes > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4)
        {
            throw new DataException(
                $"{context.Path}: the labels of steps are {classes.Count} different ones ({string.Join(", ", classes.Take(4))}, ...), which would take {ByteSize.Format(bytes)}. "
                + "Are they values that are wanted? Then say so in the description: task = \"values\", targets = [\"NAME\"].");
        }
    }

    private static DataTask TaskOf(IReadOnlyList<Recording> recordings, RecordingContext context)
    {
        if (context.Description.Task is DataTask said)
        {
            bool fits = said switch
            {
                DataTask.Class => recordings.All(recording => recording.StepLabels is null),
                DataTask.StepClass => recordings.All(recording => recording.StepLabels is not null),
                DataTask.Values => recordings.All(recording => recording.Targets is not null),
                _ => true,
            };
            return fits ? said : throw new DataException(said switch
            {
                DataTask.Class => $"{context.Path}: a class a sample is asked for (task = \"class\"), but the labels differ from step to step: task = \"step_class\" takes those",
                DataTask.StepClass => $"{context.Path}: a class a step is asked for (task = \"step_class\"), but there are no labels of steps; name them in the description: label = \"NAME\"",
                _ => $"{context.Path}: values are asked for (task = \"values\"), but there are no wanted values; name them in the description: targets = [\"NAME\"]",
            });
        }

        if (recordings.Any(recording => recording.StepLabels is not null))
            return DataTask.StepClass;
        if (recordings.Any(recording => recording.Label >= 0))
            return DataTask.Class;
        return recordings.Any(recording => recording.Targets is not null) ? DataTask.Values : throw new DataException(
            $"{context.Path}: there are no labels. Name the column or array that holds them in a description beside the data ({DescriptionFile.PathOf(context.Path)}): label = \"NAME\"; "
            + "or say what is to be learned without: task = \"next_step\", or task = \"values\" with targets = [\"NAME\"].");
    }

    private static Recording[] Distinct(Recording[] recordings, RecordingContext context)
    {
        Recording[] distinct = [.. recordings.DistinctBy(recording => RecordingChecks.HashOf(recording))];
        if (distinct.Length < recordings.Length)
            context.Remark($"{recordings.Length - distinct.Length} of {recordings.Length} recordings are there more than once and are taken once.");
        return distinct;
    }
}
