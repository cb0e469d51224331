using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>"files": the user's own data, from the file or folder at <c>data.path</c>; see <see cref="RecordedData"/>.</summary>
internal sealed class FileDataset : IDatasetSource
{
    /// <summary>The name.</summary>
    public const string FilesName = "files";

    /// <inheritdoc/>
    public string Name => FilesName;

    /// <inheritdoc/>
    public string Description => "your own recordings: --data FILE or FOLDER";

    /// <inheritdoc/>
    public DatasetTask? Task => null;

    /// <inheritdoc/>
    public Dataset Load(DataConfiguration configuration, ulong seed)
    {
        string path = configuration.Path ?? throw new BrunoException(ExitCode.Usage, "data.path must say where the files are (--data FILE or FOLDER).");
        return RecordedData.Load(FilesName, path, null, configuration with { Seed = seed });
    }

    /// <inheritdoc/>
    public Dataset LoadOther(string path, Split? split, DataConfiguration trained) => RecordedData.LoadOther(path, split, trained);

    /// <inheritdoc/>
    public (int Channels, int Outputs) Shape(DataConfiguration configuration)
    {
        Dataset loaded = Load(configuration, configuration.Seed);
        return (loaded.Channels, loaded.Outputs);
    }
}
