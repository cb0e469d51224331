using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>Reads the recordings of one file that holds many.</summary>
internal static class FileRecordings
{
    /// <summary>The recordings of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="split">The part that its name says, or null.</param>
    /// <param name="context">What is asked for, and what is found.</param>
    public static FoundRecordings Read(string path, Split? split, RecordingContext context)
    {
        split ??= SplitOfName(path, context.Description);
        FileKind kind = FileKinds.Of(path);
        return kind switch
        {
            FileKind.Csv => TableRecordings.Read(path, split, context),
            FileKind.TimeSeries => SeriesRecordings.Read(path, split, context),
            FileKind.Wave or FileKind.AtisEvents => FolderRecordings.OfSamples(Path.GetDirectoryName(Path.GetFullPath(path))!, [path], kind, context),
            FileKind.Json => throw new DataException($"{path}: is JSON, which says too little of recordings to be read as such; save it as CSV or NPZ. (The chorales have a reader of their own: data.name = \"chorales\".)"),
            _ => ArrayRecordings.Read(Content(path, kind), path, split, context),
        };
    }

    /// <summary>What a file of arrays holds.</summary>
    public static StoredValue Content(string path, FileKind kind) => kind switch
    {
        FileKind.Npy => WithLabels(path),
        FileKind.Npz => NpzFile.Read(path),
        FileKind.TorchArchive => TorchArchive.Read(path),
        FileKind.Matlab => MatlabFile.Read(path),
        FileKind.Hdf5 => Hdf5File.Read(path),
        FileKind.Pickle => PickleReader.Read(path),
        _ => throw new DataException($"{path}: is no file of arrays."),
    };

    /// <summary>The part that a file's name says by the pattern of the description.</summary>
    private static Split? SplitOfName(string path, DataDescription description) =>
        description.Files is string pattern && FilePattern.Of(pattern).Match(Path.GetFullPath(path).Replace('\\', '/').TrimStart('/'))?.Split is string word
            ? UsualNames.SplitOf(word, description)
            : null;

    /// <summary>An array with the one of its labels beside it: <c>x_samples.npy</c> with <c>x_labels.npy</c>, <c>x.npy</c> with <c>y.npy</c>.</summary>
    private static StoredTable WithLabels(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path), folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Dictionary<string, StoredValue> arrays = new(StringComparer.Ordinal) { [name] = NpyFile.Read(path) };
        foreach (string values in UsualNames.Values.Where(values => name.EndsWith(values, StringComparison.OrdinalIgnoreCase)))
        {
            string? labels = UsualNames.Label.Select(label => Path.Combine(folder, name[..^values.Length] + label + ".npy")).FirstOrDefault(File.Exists);
            if (labels is not null)
            {
                arrays[Path.GetFileNameWithoutExtension(labels)] = NpyFile.Read(labels);
                break;
            }
        }

        return new StoredTable(arrays);
    }
}
