using System.Diagnostics;
using System.Text.Json;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Files;

/// <summary>
/// A folder that one process writes into: a file in it names the process. The file of a process that is no more counts for nothing; no clock
/// is trusted. While the file is looked at and written, the system's own lock on it keeps others away.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromMilliseconds(10);

    private readonly string path;
    private readonly ProcessIdentity owner;

    private FolderLock(string path, ProcessIdentity owner)
    {
        this.path = path;
        this.owner = owner;
    }

    /// <summary>Takes a folder for this process.</summary>
    /// <param name="path">The file that names its owner.</param>
    /// <exception cref="BrunoException">
    /// Another process has it (<see cref="ExitCode.Usage"/>), or the file cannot be written (<see cref="ExitCode.WriteFailed"/>).
    /// </exception>
    public static FolderLock Take(string path)
    {
        FolderLock taken = new(path, ProcessIdentity.Own());
        // Whoever gives a folder back deletes the file: what others write meanwhile is in a file that is gone.
        do
            taken.Exchange(known => known is not null && known.MayBeAlive() ? throw InUse(path, known) : taken.owner);
        while (!taken.IsThere());
        return taken;
    }

    /// <summary>Gives the folder back.</summary>
    public void Dispose()
    {
        try
        {
            Exchange(known => known == owner ? null : known);
        }
        catch (BrunoException)
        {
            // It is given back when this process ends at the latest.
        }
    }

    private static BrunoException InUse(string path, ProcessIdentity owner) => new(
        ExitCode.Usage,
        $"'{Path.GetDirectoryName(path)}' is being written to by process {owner.Process} on {owner.Host}: wait until it ends, end it, or write to another folder. "
        + $"Where that process is certainly no more, delete '{path}'.");

    private bool IsThere()
    {
        ProcessIdentity? there = null;
        Exchange(known => there = known);
        return there == owner;
    }

    /// <summary>Puts another owner in place of the one that the file names; the file goes where there is none.</summary>
    private void Exchange(Func<ProcessIdentity?, ProcessIdentity?> change)
    {
        try
        {
            using FileStream file = OpenAlone();
            ProcessIdentity? known = Read(file), next = change(known);
            if (next == known)
                return;
            file.SetLength(0);
            if (next is not null)
                Write(file, next);
            else
                File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(path, exception);
        }
    }

    private void Write(FileStream file, ProcessIdentity next)
    {
        try
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(next, JsonFile.Options));
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            File.Delete(path);
            throw;
        }
    }

    private FileStream OpenAlone()
    {
        long start = Stopwatch.GetTimestamp();
        for (; ; )
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException exception) when (exception.GetType() == typeof(IOException) && Stopwatch.GetElapsedTime(start) < Patience)
            {
                // Another process looks at it.
                Thread.Sleep(Pause);
            }
        }
    }

    /// <summary>The owner; none where the file is empty or not whole, for whoever wrote it died meanwhile.</summary>
    private static ProcessIdentity? Read(FileStream file)
    {
        try
        {
            file.Position = 0;
            byte[] content = new byte[file.Length];
            file.ReadExactly(content);
            file.Position = 0;
            return content.Length == 0 ? null : JsonSerializer.Deserialize<ProcessIdentity>(content, JsonFile.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
