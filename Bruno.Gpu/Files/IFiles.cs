namespace Bruno.Gpu.Files;

/// <summary>
/// The files of a machine: every call that writing and reading results takes, so that a test can let each of them fail. Paths are absolute.
/// What fails throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </summary>
internal interface IFiles
{
    /// <summary>Whether there is a file.</summary>
    bool Exists(string path);

    /// <summary>The paths of the files in a folder, in ordinal order; none where there is no folder.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>The folders in a folder, in ordinal order; none where there is no folder.</summary>
    IReadOnlyList<string> ListFolders(string folder);

    /// <summary>Where a path leads to through symbolic links.</summary>
    string TargetOf(string path);

    /// <summary>Whether there is something that is neither file nor folder: a device, a pipe, a socket.</summary>
    bool IsSpecial(string path);

    /// <summary>Bytes that can still be written to where a path is; none where the system does not tell.</summary>
    long? FreeBytes(string path);

    /// <summary>Makes a folder and those above it.</summary>
    void CreateFolder(string path);

    /// <summary>Makes a file that is not there yet, to be written, read and sought in.</summary>
    Stream Create(string path);

    /// <summary>Opens a file, or makes it, to write behind its end, unbuffered.</summary>
    /// <param name="path">The file.</param>
    /// <param name="anew">Whether what it holds is dropped.</param>
    Stream Append(string path, bool anew);

    /// <summary>Opens a special file to write into it.</summary>
    Stream WriteInto(string path);

    /// <summary>Opens a file to read it.</summary>
    Stream Read(string path);

    /// <summary>The content of a file.</summary>
    byte[] ReadBytes(string path)
    {
        using Stream stream = Read(Path.GetFullPath(path));
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The text of a file in UTF-8, with or without a byte order mark.</summary>
    string ReadText(string path)
    {
        using StreamReader reader = new(Read(Path.GetFullPath(path)), AtomicFile.Utf8);
        return reader.ReadToEnd();
    }

    /// <summary>Sees to it that what was written into a stream is on the disk.</summary>
    void Flush(Stream stream);

    /// <summary>Sees to it that names given and taken in a folder are on the disk.</summary>
    void FlushFolder(string folder);

    /// <summary>Gives a file another name in its file system, in place of the file that has it.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file, where it is there.</summary>
    void Delete(string path);

    /// <summary>Takes a folder for this process.</summary>
    /// <param name="path">The file that says so.</param>
    /// <exception cref="Errors.BrunoException">Another process has it, or the file cannot be written.</exception>
    IDisposable Lock(string path);
}
