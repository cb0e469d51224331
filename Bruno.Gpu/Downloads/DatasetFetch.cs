using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Reporting;

namespace Bruno.Gpu.Downloads;

/// <summary>Puts the files of a published data set where it is looked for: from the network, or from a copy that is there already.</summary>
/// <param name="set">The data set.</param>
/// <param name="folder">The folder of data sets.</param>
internal sealed class DatasetFetch(PublishedSet set, string folder)
{
    private readonly string target = Path.GetFullPath(Path.Combine(folder, set.Folder));

    /// <summary>Fetches every file from where it is published; those that are there with the right checksum are kept.</summary>
    /// <param name="download">How files are got.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>A line a file: what was done.</returns>
    /// <exception cref="DataException">A file cannot be got, or is another than known.</exception>
    public async Task<IReadOnlyList<string>> FromNetworkAsync(Download download, Action<WorkProgress>? report, CancellationToken cancellation)
    {
        List<string> lines = [];
        foreach (PublishedDownload file in set.Downloads)
        {
            string path = Path.Combine(target, file.File);
            if (File.Exists(path) && (file.Sha256 is null || Download.Checksum(path) == file.Sha256))
            {
                lines.Add($"{path}: is there already");
                continue;
            }

            string sha256 = await download.GetAsync(file.Addresses, path, file.Sha256, report, cancellation).ConfigureAwait(false);
            lines.Add($"{path}: fetched, SHA-256 {sha256}{(file.Sha256 is null ? " (none is known to compare with)" : "")}");
            lines.AddRange(Unpacked(path, file.Unpack));
        }

        return lines;
    }

    /// <summary>Takes a copy: a file of the set, an archive of it, or a folder with its files.</summary>
    /// <param name="source">The copy.</param>
    /// <returns>A line a file: what was done.</returns>
    /// <exception cref="DataException">It is not there, or is another than known.</exception>
    public IReadOnlyList<string> From(string source)
    {
        if (Directory.Exists(source))
        {
            // Read-me files and the like stay where they are.
            string[] files = [.. DataFolder.Files(source).Where(IsExpected)];
            return files.Length == 0
                ? throw new DataException($"{source}: the folder is empty, or has no file of the data set '{set.Name}'.")
                : [.. files.SelectMany(file => Take(file, Path.Combine(target, Path.GetRelativePath(source, file))))];
        }

        return File.Exists(source)
            ? [.. Take(source, Path.Combine(target, Path.GetFileName(source)))]
            : throw new DataException($"There is no file or folder '{source}' to take the data set '{set.Name}' from.");
    }

    private IEnumerable<string> Take(string source, string path)
    {
        RequireContent(source);
        PublishedDownload? known = set.Downloads.FirstOrDefault(file => file.File == Path.GetFileName(path));
        if (known?.Sha256 is string sha256 && Download.Checksum(source) is string found && found != sha256)
            throw new DataException($"{source}: has the SHA-256 {found}, but {sha256} is known of '{known.File}': it is damaged or another version.");
        RequireExpected(source, isKnown: known?.Sha256 is not null);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Path.GetFullPath(source) != Path.GetFullPath(path))
            File.Copy(source, path, overwrite: true);
        return [$"{path}: taken from {source}{(known?.Sha256 is null ? " (no checksum is known to compare with)" : "")}", .. Unpacked(path, known?.Unpack ?? (Archive.IsArchive(path) ? "." : null))];
    }

    /// <summary>Throws for a file that is none of the set's, or of another kind than its name says: it would only be in the way.</summary>
    private void RequireExpected(string source, bool isKnown)
    {
        if (!IsExpected(source))
        {
            string[] names = [.. set.Downloads.Select(file => file.File).Concat(set.Data.Where(data => data != ".")).Distinct()];
            throw new DataException($"{source}: is none of the files of the data set '{set.Name}' by its name ({string.Join(", ", names.Take(12))}{(names.Length > 12 ? ", ..." : "")}), and no archive.");
        }

        if (!isKnown && KindOf(Path.GetExtension(source)) is FileKind kind && FileKinds.Of(source) is FileKind found && found != kind)
            throw new DataException($"{source}: its name says {kind}, but it is {found}: it is another file, or damaged.");
    }

    private bool IsExpected(string source)
    {
        string name = Path.GetFileName(source);
        bool saysNothing = set.Description.Files is null && set.Downloads.Count == 0 && set.Data is ["."];
        return saysNothing || Archive.IsArchive(source) || set.Downloads.Any(file => file.File == name) || set.Data.Any(data => Path.GetFileName(data) == name)
            || (set.Description.Files is string pattern && RecordingFiles.Matches(pattern, Path.GetFullPath(source)));
    }

    private static FileKind? KindOf(string ending) => ending.ToLowerInvariant() switch
    {
        ".npz" => FileKind.Npz,
        ".npy" => FileKind.Npy,
        ".mat" => FileKind.Matlab,
        ".pt" => FileKind.TorchArchive,
        ".ts" => FileKind.TimeSeries,
        ".wav" => FileKind.Wave,
        ".h5" => FileKind.Hdf5,
        ".json" => FileKind.Json,
        ".bin" => FileKind.AtisEvents,
        _ => null,
    };

    private IEnumerable<string> Unpacked(string path, string? into)
    {
        if (into is null)
            return [];
        IReadOnlyList<string> files = Archive.Unpack(path, Path.Combine(target, into));
        return [$"{path}: {files.Count} files unpacked into {Path.GetFullPath(Path.Combine(target, into))}"];
    }

    private static void RequireContent(string source)
    {
        if (!DataFile.HasContent(source))
            throw new DataException($"{source}: it is empty, or a pipe or device: copy or download it again, as a file.");
    }
}
