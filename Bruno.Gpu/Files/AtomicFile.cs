using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Files;

/// <summary>
/// Writes whole files: into a temporary file beside the target, flushed to the disk and then renamed over it, so that
/// whoever reads the target, and whatever kills the writer, sees the old content or the new one, never a part. A symbolic link stays, what it
/// leads to is written; a device, a pipe or a socket is written into.
/// </summary>
internal static partial class AtomicFile
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file; its folder is made where it is missing.</summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the content into a stream that can seek. What it throws leaves the target as it was.</param>
    /// <param name="files">Where the file is; this machine's where not given.</param>
    /// <param name="verify">Looks at the temporary file, which is whole, before it takes the target's place; where it throws, it does not.</param>
    /// <param name="keep">Where the file that was there is kept; nowhere if not given.</param>
    /// <exception cref="BrunoException">The file cannot be written: no permission, disk full (<see cref="ExitCode.WriteFailed"/>).</exception>
    public static void Write(string path, Action<Stream> write, IFiles? files = null, Action<string>? verify = null, string? keep = null)
    {
        files ??= DiskFiles.Shared;
        string target = Path.GetFullPath(path);
        if (files.IsSpecial(target))
        {
            WriteThrough(path, target, write, files);
            return;
        }

        string? temporary = null;
        long length = 0;
        try
        {
            target = files.TargetOf(target);
            temporary = string.Create(CultureInfo.InvariantCulture, $"{target}.{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}.tmp");
            string folder = Path.GetDirectoryName(target)!;
            files.CreateFolder(folder);
            using (Stream stream = files.Create(temporary))
            {
                try
                {
                    write(stream);
                    files.Flush(stream);
                }
                finally
                {
                    length = stream.Length;
                }
            }

            verify?.Invoke(temporary);
            if (keep is not null && files.Exists(target))
                files.Rename(target, keep);
            files.Rename(temporary, target);
            files.FlushFolder(folder);
        }
        catch (Exception exception)
        {
            if (temporary is not null)
                TryDelete(temporary, files);
            // What the system calls too large a file, the runtime calls a wrong argument.
            if (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" })
                throw WriteFailure.Of(path, exception, files, length);
            throw;
        }
    }

    /// <summary>Writes a text as UTF-8.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, string text, IFiles? files = null) => Write(path, stream => stream.Write(Utf8.GetBytes(text)), files);

    /// <summary>Deletes what killed writers left in a folder, of processes that are no more.</summary>
    /// <exception cref="BrunoException">It cannot be deleted.</exception>
    internal static void CleanUp(string folder, IFiles files)
    {
        try
        {
            foreach (string path in files.List(folder))
            {
                if (LeftOver().Match(Path.GetFileName(path)) is { Success: true } match && !ProcessIdentity.IsAtWork(match.Groups[1].ValueSpan))
                    files.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(folder, exception, files);
        }
    }

    /// <summary>Whether a file is one that a writer made on its way.</summary>
    internal static bool IsTemporary(string path) => LeftOver().IsMatch(Path.GetFileName(path));

    [GeneratedRegex(@"\.(\d+)-[0-9a-f]{8}\.tmp$")]
    private static partial Regex LeftOver();

    private static void WriteThrough(string path, string target, Action<Stream> write, IFiles files)
    {
        using MemoryStream content = new();
        write(content);
        try
        {
            using Stream stream = files.WriteInto(target);
            content.WriteTo(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(path, exception, files, content.Length);
        }
    }

    private static void TryDelete(string path, IFiles files)
    {
        try
        {
            files.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report; a left-over temporary file does no harm.
        }
    }
}
