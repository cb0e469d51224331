using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Formats;

/// <summary>
/// Opens files of data. Readers say with <see cref="InvalidDataException"/> what is wrong in the content; here it gets the name
/// of the file and becomes a <see cref="DataException"/>.
/// </summary>
internal static class DataFile
{
    /// <summary>What to do about content that contradicts itself.</summary>
    public const string CopyAgain = "the file is damaged or cut off: copy or download it again";

    private const int Buffer = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataException">It is missing, cannot be read, or is not what <paramref name="read"/> asks for.</exception>
    public static T Read<T>(string path, Func<FileStream, T> read) => Read(path, read, Buffer);

    /// <summary>Reads the whole content of a file and what it means.</summary>
    /// <inheritdoc cref="Read{T}(string, Func{FileStream, T})"/>
    public static T ReadBytes<T>(string path, Func<byte[], T> read) => Read(path, stream => read(AllOf(stream)), 0);

    /// <summary>The content of a stream from where it stands.</summary>
    /// <exception cref="InvalidDataException">It is larger than an array can be.</exception>
    public static byte[] AllOf(Stream stream)
    {
        long length = stream.Length - stream.Position;
        if (length > Array.MaxLength)
            throw new InvalidDataException($"it has {length} bytes, more than the {Array.MaxLength} that can be read at once: split it");
        byte[] content = GC.AllocateUninitializedArray<byte>((int)length);
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>Whether a path leads to a file with content; pipes and devices have none, and are not opened: that may wait forever.</summary>
    public static bool HasContent(string path)
    {
        FileInfo file = new(path);
        FileSystemInfo? target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true);
        return target is { Exists: true } && new FileInfo(target.FullName) is { Exists: true, Length: > 0 };
    }

    private static void RequireContent(string path)
    {
        if (File.Exists(path) && !HasContent(path))
            throw new InvalidDataException("it is empty, or a pipe or device: copy or download it again, as a file");
    }

    private static T Read<T>(string path, Func<FileStream, T> read, int buffer)
    {
        try
        {
            RequireContent(path);
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, buffer, FileOptions.SequentialScan);
            return read(stream);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"'{path}' is not there: check the path.", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new DataException($"{path}: {exception.Message.TrimEnd('.')}.", exception);
        }
        catch (EndOfStreamException exception)
        {
            throw new DataException($"{path}: it ends before its content does; {CopyAgain}.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string reason = Directory.Exists(path) ? "it is a folder, not a file" : exception.Message.TrimEnd('.');
            throw new DataException($"'{path}' cannot be read: {reason}. Check the path, and that the file may be read.", exception);
        }
    }
}
