using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Files;

/// <summary>A <see cref="CsvRowWriter"/> of records.</summary>
/// <typeparam name="T">The record of a row.</typeparam>
internal sealed class CsvTableWriter<T> : CsvRowWriter
    where T : notnull
{
    private static readonly IReadOnlyList<CsvColumn> Columns = CsvColumn.Of(typeof(T));

    /// <summary>Makes the file, or empties it, and writes the header.</summary>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="blockBytes">How many bytes are collected before they are written; 0 writes and flushes every row to the disk.</param>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public CsvTableWriter(string path, int blockBytes = 1 << 16)
        : this(path, blockBytes, anew: true, DiskFiles.Shared)
    {
    }

    internal CsvTableWriter(string path, int blockBytes, bool anew, IFiles files)
        : base(path, [.. Columns.Select(column => column.Name)], blockBytes, anew, files)
    {
    }

    /// <summary>Appends a row.</summary>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public void Append(T row) => Append(Columns.Select(column => column.Get(row)));
}
