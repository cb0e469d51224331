using System.IO.Compression;

namespace Bruno.Gpu.Formats;

/// <summary>Zip archives of data: what an archive says of itself is checked before it is believed.</summary>
internal static class ZipContent
{
    /// <summary>No stream of the deflate method grows more than this many times.</summary>
    public const long MostInflation = 1032;

    private const int InflationSlack = 1024;

    /// <summary>Opens an archive and checks the names and sizes of its entries.</summary>
    /// <exception cref="InvalidDataException">It is none, or an entry is refused: encrypted, twice there, its name leads elsewhere, its size cannot be.</exception>
    public static ZipArchive Open(Stream stream)
    {
        ZipArchive archive;
        try
        {
            archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            _ = archive.Entries.Count;
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"its list of entries is missing or contradicts itself; {DataFile.CopyAgain}", exception);
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string name = entry.FullName;
            if (name.Length == 0 || name.StartsWith('/') || name.Contains('\\') || name.Contains(':') || name.Contains('\0') || name.Split('/').Contains(".."))
                throw Refused(entry, "its name leads out of the archive: this is no archive of data that can be trusted");
            if (!names.Add(name))
                throw Refused(entry, $"the archive holds it twice; {DataFile.CopyAgain}");
            if (entry.IsEncrypted)
                throw Refused(entry, "it is encrypted: unpack the archive with its password and save it without");
            if (entry.CompressedLength > stream.Length || entry.Length / MostInflation > entry.CompressedLength + InflationSlack)
                throw Refused(entry, $"its {entry.CompressedLength} bytes cannot hold the {entry.Length} that it promises; {DataFile.CopyAgain}");
        }

        return archive;
    }

    /// <summary>Reads an entry to its end.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="read">Makes a value of the stream; every byte must be read.</param>
    /// <exception cref="InvalidDataException">The entry is cut off, longer than promised, or its checksum does not fit.</exception>
    public static T Read<T>(ZipArchiveEntry entry, Func<Stream, T> read)
    {
        try
        {
            using Stream inner = entry.Open();
            using CheckedStream stream = new(inner, entry.Length);
            T value = read(stream);
            if (stream.Position != entry.Length || stream.HasMore())
                throw new InvalidDataException($"it has another length than the archive says; {DataFile.CopyAgain}");
            return stream.Checksum == entry.Crc32
                ? value
                : throw new InvalidDataException($"its checksum does not fit; {DataFile.CopyAgain}");
        }
        catch (InvalidDataException exception)
        {
            throw Refused(entry, exception.Message, exception);
        }
        catch (EndOfStreamException exception)
        {
            throw Refused(entry, $"it ends before its content does; {DataFile.CopyAgain}", exception);
        }
    }

    /// <summary>The bytes of an entry.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or larger than the budget or an array.</exception>
    public static byte[] ReadBytes(ZipArchiveEntry entry, MemoryBudget budget)
    {
        if (entry.Length > Array.MaxLength)
            throw Refused(entry, $"it has {entry.Length} bytes, more than can be read at once: split it");
        budget.Take(entry.Length, $"the entry '{entry.FullName}' of {entry.Length} bytes");
        return Read(entry, DataFile.AllOf);
    }

    private static InvalidDataException Refused(ZipArchiveEntry entry, string reason, Exception? inner = null) =>
        new($"entry '{entry.FullName}': {reason.TrimEnd('.')}", inner);
}
