using System.Reflection;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>What is known of a published data set: a TOML file of the folder Published.</summary>
internal sealed record PublishedSet
{
    private const string Prefix = "Bruno.Gpu.Datasets.Published.";
    private const string Suffix = ".toml";

    /// <summary>Names of a folder that are looked at.</summary>
    private const int MostNames = 1000;

    /// <summary>The name that configurations use.</summary>
    public required string Name { get; init; }

    /// <summary>The folder within data.folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The file or folder of the data within its folder; where there are several, the first that is there.</summary>
    public IReadOnlyList<string> Data { get; init; } = ["."];

    /// <summary>What the files mean; title, source and licence too.</summary>
    public DataDescription Description { get; init; } = new();

    /// <summary>How its events are usually counted.</summary>
    public EventBinning? Events { get; init; }

    /// <summary>Where the files are published.</summary>
    public IReadOnlyList<PublishedDownload> Downloads { get; init; } = [];

    /// <summary>What others reached.</summary>
    public IReadOnlyList<PublishedFigure> Figures { get; init; } = [];

    /// <summary>What is to be done where files are missing, besides fetching them.</summary>
    public string? Remark { get; init; }

    /// <summary>Those whose files say all, apart from such as the program makes too, or reads in a way of their own.</summary>
    public static IReadOnlyList<PublishedSet> All => [.. Every.Where(set => set.Name is not ("yin-yang" or "chorales"))];

    /// <summary>The yin-yang set.</summary>
    public static PublishedSet YinYang => Every.Single(set => set.Name == "yin-yang");

    /// <summary>All that come with the program.</summary>
    public static IReadOnlyList<PublishedSet> Every { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>The data set of this name, or null.</summary>
    public static PublishedSet? TryFind(string name) => Every.FirstOrDefault(set => set.Name == name);

    /// <summary>The data set whose files a file or folder has, by their names; null where it is none that is known.</summary>
    public static PublishedSet? OfFiles(string path)
    {
        if (!Directory.Exists(path))
            return All.Append(YinYang).FirstOrDefault(set => set.IsNamed(Path.GetFileName(path)));
        EnumerationOptions options = new() { RecurseSubdirectories = true, MaxRecursionDepth = 3, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint };
        string[] names = [.. Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)!).Take(MostNames)];
        if (All.Append(YinYang).FirstOrDefault(set => names.Any(set.IsNamed)) is { } found)
            return found;
        // N-MNIST's events say nothing of their sensor.
        return Directory.EnumerateFiles(path, "*", options).FirstOrDefault() is string first && Path.GetExtension(first).Equals(".bin", StringComparison.OrdinalIgnoreCase)
            ? TryFind("nmnist")
            : null;
    }

    private bool IsNamed(string file) => !Archive(file) && (Downloads.Any(download => download.File == file) || Data.Contains(file));

    private static bool Archive(string file) => Path.GetExtension(file).ToLowerInvariant() is ".zip" or ".gz";

    /// <summary>The file or folder of the data that is there; null where none is.</summary>
    /// <param name="folder">The folder of all data sets.</param>
    /// <param name="collection">What stands for <c>{collection}</c>.</param>
    public string? Find(string folder, string? collection = null) => Candidates(folder, collection).FirstOrDefault(path =>
        File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()));

    /// <summary>The files or folders of the data, the first that is there being taken.</summary>
    public IEnumerable<string> Candidates(string folder, string? collection = null) => Data.Select(data =>
        Path.GetFullPath(Path.Combine(folder, Folder, data.Replace("{collection}", collection, StringComparison.Ordinal))));

    private static PublishedSet Read(string resource)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return ConfigurationBinder.BindOver(
            new PublishedSet { Name = "", Folder = "" }, ConfigurationSource.FromText(resource[Prefix.Length..^Suffix.Length], reader.ReadToEnd()));
    }
}
