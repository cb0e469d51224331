using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Recordings;

/// <summary>
/// The description beside data: <c>recordings.toml</c> or <c>recordings.csv.toml</c> beside <c>recordings.csv</c>, <c>data.toml</c> in a
/// folder.
/// </summary>
public static class DescriptionFile
{
    /// <summary>The name of the description in a folder of data.</summary>
    public const string InFolder = "data.toml";

    /// <summary>Where the description of data stands, or would stand.</summary>
    public static string PathOf(string data) =>
        Directory.Exists(data) ? Path.Combine(data, InFolder)
        : File.Exists(OwnPathOf(data)) ? OwnPathOf(data)
        : Path.ChangeExtension(data, ".toml");

    /// <summary>Where the description of this file alone would stand, whatever else has its name.</summary>
    public static string OwnPathOf(string file) => file + ".toml";

    /// <summary>The description beside data; null where there is none.</summary>
    /// <exception cref="BrunoException">It has faults, all of which the message names.</exception>
    public static DataDescription? Read(string data)
    {
        string path = PathOf(data);
        return File.Exists(path) ? ConfigurationBinder.Bind<DataDescription>(ConfigurationSource.FromFile(path)) : null;
    }
}
