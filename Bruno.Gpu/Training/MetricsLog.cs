using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Training;

/// <summary>
/// The metrics.csv of a run. Every row goes to the disk at once, in one write, so that a killed run leaves whole rows.
/// </summary>
internal sealed class MetricsLog : IDisposable
{
    private readonly CsvTableWriter<MetricsRow> table;

    private MetricsLog(CsvTableWriter<MetricsRow> table) => this.table = table;

    /// <summary>Starts a log; what the file held is gone.</summary>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public static MetricsLog Create(string path, IFiles? files = null) => new(new CsvTableWriter<MetricsRow>(path, blockBytes: 0, anew: true, files ?? DiskFiles.Shared));

    /// <summary>
    /// Goes on with the log of a resumed run: rows of later epochs, written after the checkpoint that the run resumes
    /// from, are dropped. A missing file is started.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="keepThroughEpoch">The last epoch to keep.</param>
    /// <param name="files">Where the file is; this machine's where not given.</param>
    /// <exception cref="BrunoException">The file is not a metrics log, or cannot be written.</exception>
    public static MetricsLog Open(string path, int keepThroughEpoch, IFiles? files = null)
    {
        files ??= DiskFiles.Shared;
        if (files.Exists(path) && files.ReadBytes(path).Contains((byte)'\n'))
            CsvTable.Write(path, Read(path, files).Where(row => row.Epoch <= keepThroughEpoch), files);
        else
            files.Delete(path);
        return new MetricsLog(new CsvTableWriter<MetricsRow>(path, blockBytes: 0, anew: false, files));
    }

    /// <summary>Reads a log; a last line that was not finished is left out.</summary>
    /// <exception cref="BrunoException">The file is missing or is not a metrics log (<see cref="ExitCode.Data"/>).</exception>
    public static IReadOnlyList<MetricsRow> Read(string path, IFiles? files = null) => CsvTable.Read<MetricsRow>(path, files);

    /// <summary>Appends a row and flushes it to the disk.</summary>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public void Append(MetricsRow row) => table.Append(row);

    /// <summary>Closes the file.</summary>
    public void Dispose() => table.Dispose();
}
