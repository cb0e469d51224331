using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>
/// Reads a folder: a file a sample, in folders that are classes or with names that say the class; or files with many samples
/// each, which may be parts.
/// </summary>
internal static class FolderRecordings
{
    private const int MostEndings = 12;
    private static readonly string[] NoData = [".toml", ".md", ".txt", ".rst", ".html", ".png", ".svg", ".pdf", ".jpg", ".py", ".ipynb", ".gitattributes", ".gitignore", ".zip", ".gz", ".sha256", ".md5"];

    /// <summary>The recordings of a folder.</summary>
    public static FoundRecordings Read(string folder, RecordingContext context)
    {
        string[] files = [.. Files(folder, context.Description)];
        if (files.Length == 0)
            throw new DataException($"{folder}: there is no file of data in it{(context.Description.Files is string wanted ? $" that matches files = \"{wanted}\"" : "")}.");

        FileKind only = KindOf(folder, files);
        if (only == FileKind.Npy && files.All(file => Path.GetDirectoryName(Path.GetFullPath(file)) == Path.GetFullPath(folder).TrimEnd('/')))
            return OfArrays(folder, files, context);
        return only is FileKind.Wave or FileKind.AtisEvents || IsFileASample(folder, files, only, context.Description)
            ? OfSamples(folder, files, only, context)
            : Whole(folder, files, context);
    }

    /// <summary>What the files are: the content of the first file of each ending tells.</summary>
    private static FileKind KindOf(string folder, string[] files)
    {
        IGrouping<string, string>[] endings = [.. files.GroupBy(Ending)];
        FileKind[] kinds = endings.Length > MostEndings ? [] : [.. endings.Select(group => FileKinds.Of(group.First())).Distinct()];
        return kinds is [FileKind only] ? only : throw new DataException(
            $"{folder}: there are files of several kinds ({string.Join(", ", endings.Take(MostEndings).Select(group => $"{group.Count()} *{group.Key}"))}{(endings.Length > MostEndings ? ", ..." : "")}). "
            + $"Say which are data in {DescriptionFile.PathOf(folder)}: files = \"*{endings[0].Key}\"");
    }

    /// <summary>Files with a sample each.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">The files.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="context">What is asked for, and what is found.</param>
    public static FoundRecordings OfSamples(string folder, IReadOnlyList<string> files, FileKind kind, RecordingContext context)
    {
        SampleFile?[] read = new SampleFile?[files.Count];
        DataException?[] faults = new DataException?[files.Count];
        Parallel.For(0, files.Count, i =>
        {
            try
            {
                read[i] = SampleFile.Read(files[i], kind, context);
            }
            catch (DataException exception)
            {
                faults[i] = exception;
            }
        });
        foreach (DataException fault in faults.OfType<DataException>())
            context.Faults.Add(fault);
        int start = Array.FindIndex(read, sample => sample is not null);
        if (start < 0)
            context.Faults.ThrowIfAny();

        FileNames names = FileNames.Of(folder, files, context);
        SampleFile first = read[start]!;
        List<Recording> recordings = [];
        foreach ((string file, SampleFile? sample) in files.Zip(read))
        {
            if (sample is null)
                continue;
            if (!sample.Channels.SequenceEqual(first.Channels))
                context.Faults.Add($"{file}: has {sample.Channels.Count} channels ({string.Join(", ", sample.Channels.Take(8))}), but {files[start]} has {first.Channels.Count} ({string.Join(", ", first.Channels.Take(8))})");
            else if (sample.StepSeconds is null != first.StepSeconds is null || Math.Abs((sample.StepSeconds - first.StepSeconds) ?? 0) > 1e-6 * first.StepSeconds)
                context.Faults.Add($"{file}: a time step is {StepText(sample)}, but in {files[start]} {StepText(first)}");
            (string? label, string? group, Split? split) = names.Of(file);
            recordings.Add(new()
            {
                Values = sample.Values, Steps = sample.Steps, Origin = file, Group = group, Split = split,
                Label = label is null || context.Description.Task is DataTask.NextStep or DataTask.Values ? -1 : context.Labels.Code(label, file),
            });
        }

        return new()
        {
            Recordings = recordings, Channels = first.Channels, StepSeconds = first.StepSeconds, Files = files,
            IsPartial = recordings.Count < files.Count, IsSound = kind == FileKind.Wave, IsEvents = kind == FileKind.AtisEvents, Grid = first.Grid,
        };
    }

    private static string StepText(SampleFile sample) => sample.StepSeconds is double step ? FormattableString.Invariant($"{step} s") : "not said";

    private static FoundRecordings Whole(string folder, string[] files, RecordingContext context)
    {
        FileNames names = FileNames.Of(folder, files, context, partsOnly: true);
        List<FoundRecordings> parts = [];
        foreach (string file in files)
        {
            if (context.Faults.Try(() => FileRecordings.Read(file, names.Of(file).Split, context)) is { } part)
                parts.Add(part);
        }

        if (parts.Count == 0)
            context.Faults.ThrowIfAny();
        return ArrayRecordings.Join(parts, folder) with { Files = files, IsPartial = parts.Count < files.Length };
    }

    /// <summary>Arrays of a folder as those of an archive.</summary>
    private static FoundRecordings OfArrays(string folder, string[] files, RecordingContext context) =>
        ArrayRecordings.Read(
            new StoredTable(files.ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => (StoredValue)NpyFile.Read(file))), folder, null, context)
        with { Files = files };

    /// <summary>Whether tables or arrays in folders are a sample each: where the folders, or the description, say the class.</summary>
    private static bool IsFileASample(string folder, string[] files, FileKind kind, DataDescription description) =>
        kind is FileKind.Csv or FileKind.Npy
        && (description.Files?.Contains("{label}", StringComparison.Ordinal) == true
            || (description.Files is null && description.Sample is null && Array.TrueForAll(files, file => Path.GetDirectoryName(Path.GetFullPath(file)) != Path.GetFullPath(folder).TrimEnd('/'))));

    private static IEnumerable<string> Files(string folder, DataDescription description)
    {
        string[] all = [.. DataFolder.Files(folder)];
        if (description.Files is null)
            return all.Where(file => !NoData.Contains(Ending(file)));
        string[] paths = [.. all.Select(file => FileNames.Relative(folder, file))];
        FilePattern? pattern = FilePattern.Fitting(description.Files, paths);
        return pattern is null ? [] : all.Where((_, index) => pattern.Match(paths[index]) is not null);
    }

    private static string Ending(string file) => Path.GetExtension(file).ToLowerInvariant();
}
