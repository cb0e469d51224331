using Bruno.Gpu.Errors;
using CsvHelper;

namespace Bruno.Gpu.Files;

/// <summary>
/// Writes a long CSV table row by row into its file. Rows are collected and handed to the system in blocks that end with
/// a row, so that a killed process leaves whole rows.
/// </summary>
internal class CsvRowWriter : IDisposable
{
    private readonly string path;
    private readonly int blockBytes;
    private readonly MemoryStream block = new();
    private readonly CsvWriter csv;
    private readonly IFiles files;
    private readonly Stream file;

    /// <summary>Makes the file, or empties it, and writes the header.</summary>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="blockBytes">How many bytes are collected before they are written; 0 writes and flushes every row to the disk.</param>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public CsvRowWriter(string path, IReadOnlyList<string> columns, int blockBytes = 1 << 16)
        : this(path, columns, blockBytes, anew: true, DiskFiles.Shared)
    {
    }

    internal CsvRowWriter(string path, IReadOnlyList<string> columns, int blockBytes, bool anew, IFiles files)
    {
        this.path = path;
        this.files = files;
        this.blockBytes = blockBytes;
        try
        {
            string target = Path.GetFullPath(path);
            files.CreateFolder(Path.GetDirectoryName(target)!);
            file = files.IsSpecial(target) ? files.WriteInto(target) : files.Append(target, anew);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(path, exception, files);
        }

        csv = CsvWriter.Create(block, CsvTable.WriterOptions, leaveOpen: true);
        if (!file.CanSeek || file.Length == 0)
        {
            csv.WriteHeader([.. columns]);
            WriteBlock();
            FlushName();
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
        long? whole = file.CanSeek ? file.Length : null;
        try
        {
            file.Write(block.GetBuffer(), 0, (int)block.Length);
            if (blockBytes == 0 && whole is not null)
                files.Flush(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CutTo(whole);
            throw WriteFailure.Of(path, exception, files, block.Length);
        }
        finally
        {
            block.SetLength(0);
        }
    }

    /// <summary>Where rows go to the disk at once, so does the name of their file.</summary>
    private void FlushName()
    {
        if (blockBytes > 0 || !file.CanSeek)
            return;
        try
        {
            files.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw WriteFailure.Of(path, exception, files);
        }
    }

    /// <summary>Takes back a row of which a part was written.</summary>
    private void CutTo(long? length)
    {
        try
        {
            if (length is not long whole)
                return;
            file.SetLength(whole);
            file.Position = whole;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Readers leave out a last line without its end.
        }
    }
}
