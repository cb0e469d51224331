using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Datasets;

/// <summary>The <c>[data]</c> table of a configuration: which data set, from where, with which options.</summary>
public sealed record DataConfiguration : IValidated
{
    /// <summary>Name of the data set.</summary>
    public string Name { get; init; } = "tactile";

    /// <summary>Folder of the data files, absolute or relative to the working directory; data sets made by the program do not use it.</summary>
    public string Folder { get; init; } = "datasets";

    /// <summary>
    /// Seed of data that the program makes; apart from the seed of the run, so that runs of several seeds see the same data.
    /// </summary>
    public ulong Seed { get; init; }

    /// <summary>Options of the data set "tactile".</summary>
    public TactileOptions Tactile { get; init; } = new();

    /// <summary>Options of the data set "chorales".</summary>
    public ChoralesOptions Chorales { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (DatasetCatalogue.TryFind(Name) is null)
            yield return new("name", DatasetCatalogue.DescribeUnknown(Name));
        if (string.IsNullOrWhiteSpace(Folder))
            yield return new("folder", "must not be empty");
    }
}
