using System.Globalization;
using System.Text;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Files;

/// <summary>
/// Writes whole files: into a temporary file beside the target, flushed to the disk and then renamed over it, so that
/// whoever reads the target, and whatever kills the writer, sees the old content or the new one, never a part.
/// </summary>
public static class AtomicFile
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file; its folder is made where it is missing.</summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the content into a stream that can seek. What it throws leaves the target as it was.</param>
    /// <exception cref="BrunoException">The file cannot be written: no permission, disk full (<see cref="ExitCode.WriteFailed"/>).</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        string temporary = string.Create(
            CultureInfo.InvariantCulture,
            $"{target}.{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}.tmp");
        if (IsDevice(target))
        {
            WriteThrough(path, target, write);
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception)
        {
            TryDelete(temporary);
            // What the system calls too large a file, the runtime calls a wrong argument.
            if (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" })
                throw Unwritable(path, exception);
            throw;
        }
    }

    /// <summary>Writes a text as UTF-8.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Utf8.GetBytes(text)));

    internal static BrunoException Unwritable(string path, Exception exception) => new(
        ExitCode.WriteFailed,
        $"Cannot write '{path}': {exception.Message} Check that the folder may be written to and that the disk has room.",
        exception);

    /// <summary>Devices (/dev/stdout) are written into; a rename would put a file in their place.</summary>
    private static bool IsDevice(string target) =>
        target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static void WriteThrough(string path, string target, Action<Stream> write)
    {
        using MemoryStream content = new();
        write(content);
        try
        {
            using FileStream stream = new(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            content.WriteTo(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report; a left-over temporary file does no harm.
        }
    }
}
