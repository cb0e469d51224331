using Bruno.Gpu.Configuration;
using Bruno.Gpu.Preparations;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>The <c>[data]</c> table of a configuration: which data set, from where, with which options.</summary>
public sealed record DataConfiguration : IValidated
{
    /// <summary>Name of the data set; "files" for those at <see cref="Path"/>.</summary>
    public string Name { get; init; } = "tactile";

    /// <summary>A file or folder of data, absolute or relative to the working directory, in place of a data set by name.</summary>
    public string? Path { get; init; }

    /// <summary>Folder of the data sets that are known by name, absolute or relative to the working directory; data sets made by the program do not use it.</summary>
    public string Folder { get; init; } = "datasets";

    /// <summary>
    /// Seed of data that the program makes, and of splits that it draws; apart from the seed of the run, so that runs of several seeds
    /// see the same data.
    /// </summary>
    public ulong Seed { get; init; }

    /// <summary>Shares of training, validation and testing, which add up to 1, drawn each class alike and groups kept together. Not given, the parts that the data give, and 0.7, 0.15, 0.15 for what they do not.</summary>
    [Number(Above = 0, To = 1e9)]
    public IReadOnlyList<double>? Split { get; init; }

    /// <summary>What is done to the values, in order. Not given: sound becomes a log-mel spectrogram, values other than 0 and 1 are standardised, events are left as they are. An empty list: nothing.</summary>
    public IReadOnlyList<Preparation>? Preparation { get; init; }

    /// <summary>How events are counted; not given, as is usual for the data set.</summary>
    public EventBinning? Events { get; init; }

    /// <summary>What the files mean, over the description beside them.</summary>
    public DataDescription? Description { get; init; }

    /// <summary>Options of the data set "tactile".</summary>
    public TactileOptions Tactile { get; init; } = new();

    /// <summary>Options of the data set "chorales".</summary>
    public ChoralesOptions Chorales { get; init; } = new();

    /// <summary>Options of the data set "yin-yang".</summary>
    public YinYangOptions YinYang { get; init; } = new();

    /// <summary>Options of the data set "polyphonic".</summary>
    public PolyphonicOptions Polyphonic { get; init; } = new();

    /// <summary>The same, named after its files where it has a path, which is then a full one: a run is looked at from anywhere.</summary>
    public DataConfiguration Resolve() => Path is null ? this : this with { Name = FileDataset.FilesName, Path = System.IO.Path.GetFullPath(Path) };

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (DatasetCatalogue.TryFind(Name) is null)
            yield return new("name", DatasetCatalogue.DescribeUnknown(Name));
        if (string.IsNullOrWhiteSpace(Folder))
            yield return new("folder", "must not be empty");
        if (Path is not null && string.IsNullOrWhiteSpace(Path))
            yield return new("path", "must not be empty");
        if (Split is { Count: not 3 })
            yield return new("split", "must have three shares: training, validation, testing");
        else if (Split is not null && !new[] { 1.0, 100.0 }.Any(whole => Math.Abs(Split.Sum() - whole) < 1e-6 * whole))
            yield return new("split", FormattableString.Invariant($"must add up to 1 (or to 100, in per cent), but is {string.Join(" + ", Split)} = {Split.Sum()}"));
    }
}
