using Bruno.Gpu.Errors;
using CsvHelper;

namespace Bruno.Gpu.Files;

/// <summary>
/// Writes a long CSV table row by row into its file. Rows are collected and handed to the system in blocks that end with
/// a row, so that a killed process leaves whole rows.
/// </summary>
public class CsvRowWriter : IDisposable
{
    private readonly string path;
    private readonly int blockBytes;
    private readonly MemoryStream block = new();
    private readonly CsvWriter csv;
    private readonly FileStream file;

    /// <summary>Makes the file, or empties it, and writes the header.</summary>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="blockBytes">How many bytes are collected before they are written; 0 writes and flushes every row to the disk.</param>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public CsvRowWriter(string path, IReadOnlyList<string> columns, int blockBytes = 1 << 16)
        : this(path, columns, blockBytes, FileMode.Create)
    {
    }

    internal CsvRowWriter(string path, IReadOnlyList<string> columns, int blockBytes, FileMode mode)
    {
        this.path = path;
        this.blockBytes = blockBytes;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            // Without a buffer of its own, one Write here is one write of the system.
            file = new FileStream(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(path, exception);
        }

        csv = CsvWriter.Create(block, CsvTable.WriterOptions, leaveOpen: true);
        if (file.Length == 0)
        {
            csv.WriteHeader([.. columns]);
            WriteBlock();
        }
    }

    /// <summary>Appends a row.</summary>
    /// <param name="fields">A field a column: numbers and texts.</param>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public void Append(IEnumerable<object?> fields)
    {
        foreach (object? field in fields)
            csv.WriteField(field);
        csv.EndRecord();
        csv.Flush();
        if (block.Length > blockBytes)
            WriteBlock();
    }

    /// <summary>Writes what is still collected and closes the file.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        try
        {
            WriteBlock();
        }
        finally
        {
            csv.Dispose();
            file.Dispose();
        }
    }

    private void WriteBlock()
    {
        csv.Flush();
        if (block.Length == 0)
            return;
        try
        {
            file.Write(block.GetBuffer(), 0, (int)block.Length);
            file.Flush(flushToDisk: blockBytes == 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(path, exception);
        }

        block.SetLength(0);
    }
}
