using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>A published data set, read from its files within <c>data.folder</c>; the program knows what they mean.</summary>
/// <param name="set">What is known of it.</param>
internal sealed class PublishedDataset(PublishedSet set) : IDatasetSource
{
    /// <summary>What is known of it.</summary>
    public PublishedSet Set => set;

    /// <inheritdoc/>
    public string Name => set.Name;

    /// <inheritdoc/>
    public string Description => set.Description.Title ?? set.Name;

    /// <inheritdoc/>
    public DatasetTask? Task => set.Description.Task switch
    {
        DataTask.StepClass => DatasetTask.StepClassification,
        DataTask.NextStep => DatasetTask.SequencePrediction,
        DataTask.Values => DatasetTask.Regression,
        _ => DatasetTask.Classification,
    };

    /// <inheritdoc/>
    public Dataset Load(DataConfiguration configuration, ulong seed)
    {
        string? collection = CollectionOf(configuration);
        string path = set.Find(configuration.Folder, collection) ?? throw Missing(configuration.Folder, collection);
        return RecordedData.Load(Name, path, set.Description, configuration with { Seed = seed }, set.Events);
    }

    /// <inheritdoc/>
    public Dataset LoadOther(string path, Split? split, DataConfiguration trained) => RecordedData.LoadOther(path, split, trained);

    /// <inheritdoc/>
    public (int Channels, int Outputs) Shape(DataConfiguration configuration)
    {
        Dataset loaded = Load(configuration, configuration.Seed);
        return (loaded.Channels, loaded.Outputs);
    }

    /// <summary>What stands for <c>{collection}</c> in the names of files.</summary>
    public static string CollectionOf(DataConfiguration configuration) => configuration.Polyphonic.Collection switch
    {
        PolyphonicCollection.JsbChorales => "JSB_Chorales",
        PolyphonicCollection.MuseData => "MuseData",
        PolyphonicCollection.PianoMidi => "Piano_midi",
        _ => "Nottingham",
    };

    private DataException Missing(string folder, string? collection)
    {
        string wanted = string.Join(" or ", set.Candidates(folder, collection).Select(path => $"'{path}'"));
        string how = set.Downloads.Count > 0
            ? $"'bruno data fetch {Name} --folder {folder}' gets it from {new Uri(set.Downloads[0].Addresses[0]).Host}, 'bruno data fetch {Name} --folder {folder} --from FILE' takes a copy that is there already"
            : "copy it there";
        return new($"The data set '{Name}' is not there: no {wanted}. The key data.folder (now '{folder}') sets the folder of data sets; {how}.{(set.Remark is null ? "" : $" {set.Remark}")}");
    }
}
