namespace Bruno.Gpu.Files;

/// <summary>The files that this machine has.</summary>
internal sealed class DiskFiles : IFiles
{
    private DiskFiles()
    {
    }

    /// <summary>All of them.</summary>
    public static DiskFiles Shared { get; } = new();

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string folder) => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)] : [];

    /// <inheritdoc/>
    public IReadOnlyList<string> ListFolders(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)] : [];

    /// <inheritdoc/>
    public string TargetOf(string path)
    {
        FileInfo file = new(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <inheritdoc/>
    public bool IsSpecial(string path) => Posix.IsSpecial(path);

    /// <inheritdoc/>
    public long? FreeBytes(string path)
    {
        try
        {
            string? there = path;
            while (there is not null && !Directory.Exists(there))
                there = Path.GetDirectoryName(there);
            return there is null ? null : new DriveInfo(there).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void CreateFolder(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public Stream Create(string path) => new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

    /// <inheritdoc/>
    public Stream Append(string path, bool anew)
    {
        // Without a buffer of its own, one Write is one write of the system.
        FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (!stream.CanSeek)
            return stream;
        if (anew)
            stream.SetLength(0);
        stream.Seek(0, SeekOrigin.End);
        return stream;
    }

    /// <inheritdoc/>
    public Stream WriteInto(string path) => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    /// <inheritdoc/>
    public Stream Read(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <inheritdoc/>
    public void Flush(Stream stream) => ((FileStream)stream).Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void FlushFolder(string folder) => Posix.FlushFolder(folder);

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public IDisposable Lock(string path) => FolderClaim.Take(path);
}
