using System.IO.Compression;
using System.Text;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Formats;

/// <summary>Archives of named arrays, as numpy.savez and numpy.savez_compressed write them (.npz).</summary>
internal static class NpzFile
{
    private const string ArrayEnding = ".npy";

    // Archives cannot hold an earlier time; equal content gives equal bytes.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads all arrays; other entries are left out.</summary>
    /// <exception cref="DataException">
    /// It is missing, cut off or damaged, an array is neither of numbers nor of texts, or an entry is encrypted, twice there,
    /// leads out of the archive by its name, or promises more than the machine can hold.
    /// </exception>
    public static StoredTable Read(string path) => Read(path, MemoryBudget.For);

    /// <summary>Writes arrays, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entries">Numbers, texts, or lists of texts, by their names.</param>
    /// <param name="compress">Whether they are deflated.</param>
    /// <exception cref="BrunoException">The file cannot be written (<see cref="ExitCode.WriteFailed"/>).</exception>
    /// <exception cref="ArgumentException">A value is another.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, StoredValue> entries, bool compress = false) => AtomicFile.Write(path, stream =>
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        foreach ((string name, StoredValue value) in entries)
        {
            ZipArchiveEntry entry = archive.CreateEntry(name + ArrayEnding, compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
            entry.LastWriteTime = EntryTime;
            // The default differs between systems.
            entry.ExternalAttributes = 0;
            using Stream content = entry.Open();
            NpyFormat.Write(content, value);
        }
    });

    internal static StoredTable Read(string path, Func<long, MemoryBudget> budgetFor) => DataFile.Read(path, stream =>
    {
        MemoryBudget budget = budgetFor(stream.Length);
        using ZipArchive archive = ZipContent.Open(stream);
        Dictionary<string, StoredValue> arrays = [];
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.EndsWith(ArrayEnding, StringComparison.Ordinal)))
            arrays.Add(entry.FullName[..^ArrayEnding.Length], ZipContent.Read(entry, content => NpyFormat.Read(content, entry.Length, budget)));
        return arrays.Count > 0
            ? new StoredTable(arrays)
            : throw new InvalidDataException("the archive holds no array (no entry ends with .npy): unpack it, or save arrays with numpy.savez");
    });
}
