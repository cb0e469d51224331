using System.Diagnostics;
using System.Text.Json;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Files;

/// <summary>
/// The right to work on something, held by one process at a time: a file that says who has it, which only one can make. It is given back
/// when disposed. What a dead process of this machine left is taken over, and what a task of a cluster left that has ended; what another
/// process of another machine holds is not, dead or not.
/// </summary>
internal sealed class FolderClaim : IDisposable
{
    /// <summary>How long a claim may be empty: between making the file and writing into it lie microseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const int FileExists = 17, FileExistsOnWindows = unchecked((int)0x80070050);

    private readonly string path;
    private readonly string text;

    private FolderClaim(string path, string text)
    {
        this.path = path;
        this.text = text;
    }

    /// <summary>Takes a claim, if no one has it.</summary>
    /// <param name="path">The file of the claim; its folder exists.</param>
    /// <param name="owner">Who has it otherwise.</param>
    /// <returns>The claim, or none where another has it.</returns>
    /// <exception cref="BrunoException">The file cannot be written (<see cref="ExitCode.WriteFailed"/>).</exception>
    public static FolderClaim? TryTake(string path, out ProcessIdentity? owner)
    {
        string text = JsonFile.ToText(new Content(ProcessIdentity.Current, Guid.NewGuid().ToString("N")));
        for (; ; )
        {
            owner = null;
            if (TryCreate(path, text))
                return new FolderClaim(path, text);
            if (Read(path) is not string found)
                continue;
            owner = Parse(found);
            if (owner is { IsAlive: not false })
                return null;
            Remove(path, found);
        }
    }

    /// <summary>Takes a claim on a folder that one process writes into.</summary>
    /// <param name="path">The file of the claim, in the folder.</param>
    /// <exception cref="BrunoException">
    /// Another process has it (<see cref="ExitCode.Usage"/>), or the file cannot be written (<see cref="ExitCode.WriteFailed"/>).
    /// </exception>
    public static FolderClaim Take(string path) => TryTake(path, out ProcessIdentity? owner) ?? throw new BrunoException(
        ExitCode.Usage,
        $"'{Path.GetDirectoryName(path)}' is being written to by {owner}: wait until it ends, end it, or write to another folder. "
        + $"Where that process is certainly no more, delete '{path}'.");

    /// <summary>Who has a claim: a process that lives, or of which that cannot be told; null where it is free.</summary>
    public static ProcessIdentity? OwnerOf(string path) =>
        File.Exists(path) && Read(path) is string text && Parse(text) is { IsAlive: not false } owner ? owner : null;

    /// <summary>Gives the claim back, if it was not lost: nobody else's is removed.</summary>
    public void Dispose() => Remove(path, text);

    private static bool TryCreate(string path, string text)
    {
        try
        {
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            try
            {
                file.Write(AtomicFile.Utf8.GetBytes(text));
            }
            catch (IOException)
            {
                File.Delete(path);
                throw;
            }

            return true;
        }
        catch (IOException exception) when (exception.HResult is FileExists or FileExistsOnWindows)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(path, exception);
        }
    }

    /// <summary>The content of a claim; null where it is gone. One that stays empty was left by a process that died on it.</summary>
    private static string? Read(string path)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (; ; )
        {
            try
            {
                string text = File.ReadAllText(path);
                if (text.EndsWith('\n') || watch.Elapsed > Patience)
                    return text;
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
            catch (IOException) when (watch.Elapsed < Patience)
            {
                // Its owner is writing it.
            }

            Thread.Sleep(10);
        }
    }

    private static ProcessIdentity? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(text, JsonFile.Options)?.Owner;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Removes a claim with a content. It is moved aside first, so that of several who try one succeeds, and looked at again: what another
    /// has taken in the meantime is put back.
    /// </summary>
    private static void Remove(string path, string content)
    {
        string aside = $"{path}.{Guid.NewGuid():N}";
        try
        {
            if (File.ReadAllText(path) != content)
                return;
            File.Move(path, aside);
            if (File.ReadAllText(aside) == content)
                File.Delete(aside);
            else
                File.Move(aside, path, overwrite: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another was faster.
        }
    }

    private sealed record Content(ProcessIdentity Owner, string Token);
}
