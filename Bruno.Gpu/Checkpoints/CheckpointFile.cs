using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Checkpoints;

/// <summary>
/// Checkpoints on disk: a zip archive laid out as NumPy's .npz, uncompressed, an entry <c>name.npy</c> for every array
/// and the header in <c>header.json</c>, so that <c>numpy.load</c> opens it. Equal content gives equal bytes.
/// </summary>
public static class CheckpointFile
{
    private const string HeaderEntry = "header.json";
    private const string ArrayEnding = ".npy";
    private const string Format = "bruno-checkpoint";
    private const int Version = 1;

    // Archives cannot hold an earlier time.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a checkpoint; a process killed meanwhile leaves the file that was there before.</summary>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public static void Save(string path, Checkpoint checkpoint) => AtomicFile.Write(path, stream =>
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        using (Stream entry = AddEntry(archive, HeaderEntry))
        {
            JsonObject document = new()
            {
                ["format"] = Format,
                ["version"] = Version,
                ["arrays"] = checkpoint.Arrays.Count,
                ["header"] = checkpoint.Header.DeepClone(),
            };
            entry.Write(Encoding.UTF8.GetBytes(document.ToJsonString(JsonFile.Options)));
        }

        foreach ((string name, CheckpointArray array) in checkpoint.Arrays)
        {
            using Stream entry = AddEntry(archive, name + ArrayEnding);
            NpyFormat.Write(entry, new StoredArray(array.Values, array.Shape));
        }
    });

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="BrunoException">
    /// The file is missing, cut off, damaged, or not a checkpoint of this program (<see cref="ExitCode.Data"/>).
    /// </exception>
    public static Checkpoint Load(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using ZipArchive archive = new(stream, ZipArchiveMode.Read);
            return Read(archive, path, stream.Length);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unusable(path, "there is no such file", "Check the path, or start without a checkpoint.", exception);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or JsonException)
        {
            throw Unusable(
                path,
                $"it is damaged or not a checkpoint ({exception.Message.TrimEnd('.')})",
                "Use another checkpoint of the run (checkpoints/last.ckpt, checkpoints/best.ckpt), or start anew.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception.Message.TrimEnd('.'), "Check that the file may be read.", exception);
        }
    }

    private static Checkpoint Read(ZipArchive archive, string path, long fileLength)
    {
        ZipArchiveEntry headerEntry = archive.GetEntry(HeaderEntry) ?? throw new InvalidDataException($"it has no {HeaderEntry}");
        JsonObject? document = JsonNode.Parse(ContentOf(headerEntry, fileLength)) as JsonObject;
        if (document is null || ValueOf<string>(document, "format") != Format)
            throw new InvalidDataException($"its {HeaderEntry} is of another program");
        int version = ValueOf<int>(document, "version");
        if (version != Version)
        {
            throw Unusable(
                path,
                $"its format has version {version}, this program reads version {Version}",
                "Use the version of the program that wrote it.");
        }

        if (document["header"] is not JsonObject header)
            throw new InvalidDataException($"its {HeaderEntry} has no header");
        document.Remove("header");
        Checkpoint checkpoint = new(header);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!entry.FullName.EndsWith(ArrayEnding, StringComparison.Ordinal))
                continue;
            string name = entry.FullName[..^ArrayEnding.Length];
            try
            {
                StoredArray array = ArrayOf(ContentOf(entry, fileLength));
                checkpoint.Add(name, array.Elements, [.. array.Shape]);
            }
            catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
            {
                throw new InvalidDataException($"the array '{name}': {exception.Message}", exception);
            }
        }

        int expected = ValueOf<int>(document, "arrays");
        return checkpoint.Arrays.Count == expected
            ? checkpoint
            : throw new InvalidDataException($"it has {checkpoint.Arrays.Count} arrays of {expected}");
    }

    private static Stream AddEntry(ZipArchive archive, string name)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = EntryTime;
        // The default differs between systems.
        entry.ExternalAttributes = 0;
        return entry.Open();
    }

    private static byte[] ContentOf(ZipArchiveEntry entry, long fileLength)
    {
        // The length is the archive's word: a damaged one must not ask for all memory.
        if (entry.Length > fileLength || entry.CompressedLength != entry.Length)
            throw new InvalidDataException($"'{entry.FullName}' is not stored as this program stores it");
        byte[] bytes = new byte[entry.Length];
        using (Stream stream = entry.Open())
            stream.ReadExactly(bytes);
        return Crc32.HashToUInt32(bytes) == entry.Crc32
            ? bytes
            : throw new InvalidDataException($"the checksum of '{entry.FullName}' does not fit");
    }

    private static StoredArray ArrayOf(byte[] content)
    {
        using MemoryStream stream = new(content, writable: false);
        StoredValue value = NpyFormat.Read(stream, content.Length, MemoryBudget.For(content.Length));
        return value as StoredArray ?? throw new InvalidDataException($"it is {value.Kind}, and no array of numbers");
    }

    private static T? ValueOf<T>(JsonObject document, string key) =>
        document[key] is JsonValue value && value.TryGetValue(out T? found) ? found : default;

    private static BrunoException Unusable(string path, string reason, string remedy, Exception? inner = null) =>
        new(ExitCode.Data, $"Cannot use the checkpoint '{path}': {reason}. {remedy}", inner);
}
