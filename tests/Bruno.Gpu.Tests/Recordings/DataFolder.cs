using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Tests.Recordings;

/// <summary>A folder of data that a test writes and reads.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string this[string name] => name.Length == 0 ? folder.Path : folder[name];

    public void Dispose() => folder.Dispose();

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Reads a file or folder, with the description beside it.</summary>
    public RecordingSet Read(string name, DataDescription? description = null, EventBinning? binning = null) =>
        RecordingFiles.Read(this[name], (description ?? new()).Over(DescriptionFile.Read(this[name])), binning ?? new());

    /// <summary>Writes a table and reads it.</summary>
    public RecordingSet ReadTable(string text, DataDescription? description = null, EventBinning? binning = null)
    {
        Write("a.csv", text);
        return Read("a.csv", description, binning);
    }

    /// <summary>Loads a data set as a run does.</summary>
    public Dataset Load(string name, DataConfiguration? configuration = null)
    {
        DataConfiguration chosen = (configuration ?? new()) with { Name = FileDataset.FilesName, Path = this[name] };
        return DatasetCatalogue.Load(chosen, chosen.Seed);
    }

    /// <summary>The lines of the message that loading ends in.</summary>
    public string[] Refused(string name, DataConfiguration? configuration = null) =>
        Assert.Throws<DataException>(() => Load(name, configuration)).Message.Split('\n');
}
