using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>Something that makes or reads a data set; listed in <see cref="DatasetCatalogue"/>.</summary>
internal interface IDatasetSource
{
    /// <summary>The name that configurations use: lower case, words joined by '-'.</summary>
    string Name { get; }

    /// <summary>One line for lists: what the data are and what the task is.</summary>
    string Description { get; }

    /// <summary>What there is to learn; null where the files say.</summary>
    DatasetTask? Task { get; }

    /// <summary>Makes or reads the data set; the same configuration and seed give the same numbers on every machine.</summary>
    /// <param name="configuration">Validated options; a source reads the part that is its own.</param>
    /// <param name="seed">Seed of everything random in it; ignored by sources that only read files.</param>
    /// <exception cref="DataException">The data are missing or corrupt.</exception>
    Dataset Load(DataConfiguration configuration, ulong seed);

    /// <summary>Other data of its kind, to judge on what was trained with it.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="split">The part of it; null for all of it.</param>
    /// <param name="trained">Settings of the data that were trained on, with what was found in them.</param>
    /// <exception cref="DataException">They are of another kind, or there are faults.</exception>
    /// <exception cref="BrunoException">There are no others: the program makes these data.</exception>
    Dataset LoadOther(string path, Split? split, DataConfiguration trained) => throw new BrunoException(
        ExitCode.Usage, $"The data set '{Name}' is made by the program, so that no files are of its kind: leave --data out.");

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
