using Bruno.Gpu.Datasets;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Training;

/// <summary>What a trained network is judged on: a split of its own data, or other data of the same kind.</summary>
/// <param name="Split">The split; of other data, null for all of them.</param>
/// <param name="Path">The file or folder of other data; null for its own.</param>
internal sealed record EvaluatedData(Split? Split, string? Path = null)
{
    /// <summary>Throws where data do not fit what is judged on them.</summary>
    public Action<Dataset>? Require { get; init; }

    /// <summary>The data set itself, where a program has it in memory; null to read it.</summary>
    internal Dataset? Given { get; init; }

    /// <summary>Where a table of what the network puts out is written (<see cref="OutputTable"/>); null where nobody asks.</summary>
    public string? Outputs { get; init; }

    /// <summary>What it is called in tables: the split, or "all".</summary>
    public string Name => Split is Split split ? RecordingSplits.Name(split) : "all";

    /// <summary>The split of the data set that <see cref="Load"/> gives: other data are its test split.</summary>
    public string SplitName => Path is null ? Name : RecordingSplits.Name(Recordings.Split.Test);

    /// <summary>The run with what its data decide, and the data to judge it on.</summary>
    /// <exception cref="Errors.DataException">They are missing, corrupt, or of another kind.</exception>
    public (RunConfiguration Configuration, Dataset Dataset) Load(RunConfiguration configuration)
    {
        if (Given is not null)
            return (configuration.WithData(Given), Given);
        if (Path is null)
            return configuration.LoadData();
        Dataset dataset = DatasetCatalogue.LoadOther(Path, Split, configuration.Data);
        Require?.Invoke(dataset);
        return (configuration.WithTask(dataset), dataset);
    }
}
