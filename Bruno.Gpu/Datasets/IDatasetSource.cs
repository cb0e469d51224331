using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Datasets;

/// <summary>Something that makes or reads a data set; listed in <see cref="DatasetCatalogue"/>.</summary>
public interface IDatasetSource
{
    /// <summary>The name that configurations use: lower case, words joined by '-'.</summary>
    string Name { get; }

    /// <summary>One line for lists: what the data are and what the task is.</summary>
    string Description { get; }

    /// <summary>What there is to learn.</summary>
    DatasetTask Task { get; }

    /// <summary>Makes or reads the data set; the same configuration and seed give the same numbers on every machine.</summary>
    /// <param name="configuration">Validated options; a source reads the part that is its own.</param>
    /// <param name="seed">Seed of everything random in it; ignored by sources that only read files.</param>
    /// <exception cref="DataException">The data are missing or corrupt.</exception>
    Dataset Load(DataConfiguration configuration, ulong seed);

    /// <summary>The channels and outputs of the data set, without loading it.</summary>
    /// <param name="configuration">Validated options.</param>
    (int Channels, int Outputs) Shape(DataConfiguration configuration);

    /// <summary>
    /// What <see cref="Load"/> would give, for a plan: numbers and lengths of samples. A source that makes its data gives their outline
    /// without making them; one that reads a file reads it.
    /// </summary>
    /// <inheritdoc cref="Load"/>
    Dataset Outline(DataConfiguration configuration, ulong seed) => Load(configuration, seed);
}
