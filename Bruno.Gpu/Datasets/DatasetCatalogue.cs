using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>The data sets that this program knows. A new one is a file with its <see cref="IDatasetSource"/> and a line here.</summary>
internal static class DatasetCatalogue
{
    /// <summary>All data sets, in the order of lists.</summary>
    public static IReadOnlyList<IDatasetSource> Sources { get; } =
    [
        new TactileDataset(),
        new ChoralesDataset(),
        new YinYangDataset(),
        .. PublishedSet.All.Select(set => new PublishedDataset(set)),
        new FileDataset(),
    ];

    /// <summary>The source of this name.</summary>
    /// <exception cref="BrunoException">No data set has this name (<see cref="ExitCode.Usage"/>); the message names the nearest one.</exception>
    public static IDatasetSource Find(string name) =>
        TryFind(name)
        ?? throw new BrunoException(ExitCode.Usage, DescribeUnknown(name));

    /// <summary>The source of this name, or null.</summary>
    public static IDatasetSource? TryFind(string name) =>
        Sources.FirstOrDefault(source => source.Name == name) ?? (name == ArrayDataset.ArraysName ? new ArrayDataset() : null);

    /// <summary>Checks the options of the data set named by <see cref="DataConfiguration.Name"/> and loads it.</summary>
    /// <param name="configuration">What to load and how.</param>
    /// <param name="seed">Seed of everything random in the data set.</param>
    /// <exception cref="BrunoException">An unknown name or a value out of range (<see cref="ExitCode.Usage"/>).</exception>
    /// <exception cref="DataException">The data are missing or corrupt.</exception>
    public static Dataset Load(DataConfiguration configuration, ulong seed)
    {
        configuration = configuration.Resolve();
        return Checked(configuration).Load(configuration, seed);
    }

    /// <summary>The same for a plan: the numbers of samples may be left out.</summary>
    /// <inheritdoc cref="Load"/>
    public static Dataset Outline(DataConfiguration configuration, ulong seed)
    {
        configuration = configuration.Resolve();
        return Checked(configuration).Outline(configuration, seed);
    }

    /// <summary>Other data of the kind that a network was trained on, to judge it on.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="split">The part of it; null for all of it.</param>
    /// <param name="trained">Settings of the data that the network was trained on, as its run keeps them.</param>
    /// <exception cref="DataException">They are of another kind, or there are faults.</exception>
    public static Dataset LoadOther(string path, Split? split, DataConfiguration trained) => Find(trained.Name).LoadOther(path, split, trained);

    private static IDatasetSource Checked(DataConfiguration configuration)
    {
        IDatasetSource source = Find(configuration.Name);
        ConfigurationBinder.Require(configuration, $"data set '{source.Name}'", "data");
        return source;
    }

    /// <summary>A sentence for a name that is not in the catalogue: the nearest name, and all names.</summary>
    internal static string DescribeUnknown(string name)
    {
        string[] names = [.. Sources.Select(source => source.Name)];
        return $"there is no data set '{name}' (known data sets: {string.Join(", ", names)}){NearestName.Hint(name, names)}";
    }
}
