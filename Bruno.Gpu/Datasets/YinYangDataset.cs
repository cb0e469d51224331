using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>"yin-yang": points of a yin-yang symbol with three classes, made by the program or read from the published files.</summary>
internal sealed class YinYangDataset : IDatasetSource
{
    private static readonly PublishedSet Published = PublishedSet.YinYang;

    /// <inheritdoc/>
    public string Name => Published.Name;

    /// <inheritdoc/>
    public string Description => Published.Description.Title!;

    /// <inheritdoc/>
    public DatasetTask? Task => DatasetTask.Classification;

    /// <inheritdoc/>
    public Dataset LoadOther(string path, Split? split, DataConfiguration trained) => RecordedData.LoadOther(path, split, trained);

    /// <inheritdoc/>
    public (int Channels, int Outputs) Shape(DataConfiguration configuration)
    {
        Dataset loaded = Load(configuration, configuration.Seed);
        return (loaded.Channels, loaded.Outputs);
    }

    /// <inheritdoc/>
    public Dataset Load(DataConfiguration configuration, ulong seed)
    {
        YinYangOptions options = configuration.YinYang;
        if (!options.Made)
            return new PublishedDataset(Published).Load(configuration, seed);

        YinYang symbol = new(options);
        (Split Split, int Count)[] parts = [(Split.Train, options.Train), (Split.Validation, options.Validation), (Split.Test, options.Test)];
        return RecordedData.Of(Name, new RecordingSet
        {
            Path = $"made by the program, seed {seed}",
            Task = DataTask.Class,
            Channels = ["x", "y", "1-x", "1-y"],
            Outputs = YinYang.Classes,
            StepSeconds = RecordingContext.UsualStepSeconds,
            Recordings = [.. parts.SelectMany(part => Enumerable.Range(0, part.Count).Select(index => symbol.Draw(seed, part.Split, index)))],
            Description = Published.Description with
            {
                Source = "made by the program from the definition of the paper", Licence = null, Classes = YinYang.Classes,
                TimeStep = RecordingContext.UsualStepSeconds,
            },
            Files = [],
            Remarks = ["The samples are made by the program; data.yin_yang.made = false reads the published files."],
        }, configuration with { Seed = seed });
    }
}
