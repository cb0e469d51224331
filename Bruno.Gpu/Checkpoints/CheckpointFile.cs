using System.Collections;
using System.Diagnostics;
using System.Globalization;
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
/// and the header in <c>header.json</c>, so that <c>numpy.load</c> opens it. The archive's comment says how long the file is and the XXH128 of all
/// before it, so that not a bit of it can change unnoticed. Equal content gives equal bytes.
/// </summary>
internal static class CheckpointFile
{
    private const string HeaderEntry = "header.json";
    private const string ArrayEnding = ".npy";
    private const string Format = "bruno-checkpoint";
    private const int Version = 1;

    /// <summary>The comment of the archive, which ends the file: its length, and the hash of all bytes before the hash.</summary>
    private const string Seal = SealMark + "{0:D18} xxh128 ";

    private const string SealMark = "bruno bytes ";

    private const int HashDigits = 32;

    // Archives cannot hold an earlier time.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Writes a checkpoint, reads it back and puts it in its place; a process killed meanwhile leaves the file that was there before.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="files">Where the file is; this machine's where not given.</param>
    /// <param name="keep">Where the file that was there is kept; nowhere if not given.</param>
    /// <exception cref="BrunoException">The file cannot be written, or reads otherwise than it was written.</exception>
    public static void Save(string path, Checkpoint checkpoint, IFiles? files = null, string? keep = null)
    {
        RequireReadable(checkpoint);
        IFiles there = files ?? DiskFiles.Shared;
        void Verify(string temporary)
        {
            if (!IsWhole(temporary, there))
                throw new IOException("what was written reads otherwise than it was written");
        }

        // A damaged one must not take the place of one that is not.
        bool isKept = keep is not null && IsThereWhole(Path.GetFullPath(path), there);
        AtomicFile.Write(path, stream => WriteSealed(stream, checkpoint), files, Verify, isKept ? keep : null);
    }

    /// <summary>A checkpoint is read as it is written: the checksum says only that bytes are those that were written.</summary>
    [Conditional(Invariant.Symbol)]
    private static void RequireReadable(Checkpoint checkpoint)
    {
        // What is not finite is refused when it is read.
        if (checkpoint.Arrays.Any(array => FirstNotFinite(array.Key, array.Value.Values) >= 0))
            return;
        using MemoryStream stream = new();
        WriteSealed(stream, checkpoint);
        using ZipArchive archive = new(stream, ZipArchiveMode.Read);
        Checkpoint read = Read(archive, "memory", stream.Length);
        Invariant.Holds(JsonNode.DeepEquals(read.Header, checkpoint.Header), "The header of a checkpoint is read as it is written");
        Invariant.Holds(read.Arrays.Keys.SequenceEqual(checkpoint.Arrays.Keys), "The arrays of a checkpoint are read as they are written");
        foreach ((string name, CheckpointArray array) in checkpoint.Arrays)
        {
            CheckpointArray found = read.Arrays[name];
            Invariant.Holds(found.Shape.SequenceEqual(array.Shape), "An array is read in the shape that it is written in");
            Invariant.Holds(StructuralComparisons.StructuralEqualityComparer.Equals(found.Values, array.Values), "Numbers are read as they are written");
        }
    }

    private static bool IsThereWhole(string path, IFiles files)
    {
        try
        {
            return files.Exists(path) && IsWhole(path, files);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsWhole(string path, IFiles files)
    {
        using Stream stream = files.Read(path);
        return IsWhole(stream);
    }

    private static void WriteSealed(Stream stream, Checkpoint checkpoint)
    {
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            archive.Comment = SealOf(0) + new string('0', HashDigits);
            Write(archive, checkpoint);
        }

        stream.Position = stream.Length - HashDigits - SealOf(0).Length;
        stream.Write(Encoding.ASCII.GetBytes(SealOf(stream.Length)));
        stream.Write(Encoding.ASCII.GetBytes(HashOf(stream)));
    }

    private static void Write(ZipArchive archive, Checkpoint checkpoint)
    {
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
    }

    /// <summary>Whether a file ends with its length and its checksum.</summary>
    private static bool IsWhole(Stream stream)
    {
        int length = SealOf(0).Length;
        if (stream.Length < length + HashDigits)
            return false;
        stream.Position = stream.Length - length - HashDigits;
        byte[] seal = new byte[length + HashDigits];
        stream.ReadExactly(seal);
        string text = Encoding.Latin1.GetString(seal);
        return text[..length] == SealOf(stream.Length) && text[length..] == HashOf(stream);
    }

    private static string SealOf(long bytes) => string.Format(CultureInfo.InvariantCulture, Seal, bytes);

    /// <summary>The hash of all bytes before the digits of the hash.</summary>
    private static string HashOf(Stream stream)
    {
        XxHash128 hash = new();
        byte[] buffer = new byte[1 << 16];
        stream.Position = 0;
        for (long left = stream.Length - HashDigits; left > 0;)
        {
            int count = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (count == 0)
                throw new EndOfStreamException("the file ends before its end");
            hash.Append(buffer.AsSpan(0, count));
            left -= count;
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="BrunoException">
    /// The file is missing, cut off, damaged, or not a checkpoint of this program (<see cref="ExitCode.Data"/>).
    /// </exception>
    public static Checkpoint Load(string path, IFiles? files = null)
    {
        try
        {
            using Stream stream = (files ?? DiskFiles.Shared).Read(Path.GetFullPath(path));
            using ZipArchive archive = new(stream, ZipArchiveMode.Read);
            // What is damaged is named by its own checksum, the rest by that of the file.
            Checkpoint checkpoint = Read(archive, path, stream.Length);
            // One of an earlier version has no seal.
            return !archive.Comment.StartsWith(SealMark, StringComparison.Ordinal) || IsWhole(stream)
                ? checkpoint
                : throw new InvalidDataException("its length or checksum does not fit");
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
                "Take another of the run (--checkpoint best or last; training goes on from previous or a FILE as well), or start anew.",
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
        JsonObject document = JsonFile.ParseObject(ContentOf(headerEntry, fileLength));
        if (ValueOf<string>(document, "format") != Format)
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
                RequireFinite(name, array.Elements);
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

    /// <summary>Nothing computes with parameters or moments that are not finite, and what comes of it may look like a result.</summary>
    private static void RequireFinite(string name, Array elements)
    {
        int index = FirstNotFinite(name, elements);
        if (index >= 0)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"element {index} is {elements.GetValue(index)}, and training cannot have left that"));
    }

    private static int FirstNotFinite(string name, Array elements)
    {
        if (!name.StartsWith("parameters/", StringComparison.Ordinal) && !name.StartsWith("optimizer/", StringComparison.Ordinal))
            return -1;
        return elements switch
        {
            double[] doubles => Array.FindIndex(doubles, value => !double.IsFinite(value)),
            float[] floats => Array.FindIndex(floats, value => !float.IsFinite(value)),
            _ => -1,
        };
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
