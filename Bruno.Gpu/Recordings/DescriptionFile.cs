using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Recordings;

/// <summary>
/// The description beside data: <c>recordings.toml</c> or <c>recordings.csv.toml</c> beside <c>recordings.csv</c>, <c>data.toml</c> in a
/// folder.
/// </summary>
internal static class DescriptionFile
{
    /// <summary>The name of the description in a folder of data.</summary>
    public const string InFolder = "data.toml";

    private const long MostBytes = 1 << 20;

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
        if (path == data || !DataFile.HasContent(path))
            return null;
        long length = new FileInfo(path).Length;
        if (length > MostBytes)
        {
            throw new DataException(
                $"{path}: a description of {ByteSize.Format(length)} is longer than {ByteSize.Format(MostBytes)}, which any takes: is it one? It stands where the description of '{data}' is looked for; move it away, or shorten it.");
        }

        try
        {
            return ConfigurationBinder.Bind<DataDescription>(ConfigurationSource.FromFile(path));
        }
        catch (ConfigurationException faulty) when (faulty.Faults.Any(fault => fault.Message.StartsWith(ConfigurationFault.UnknownKey, StringComparison.Ordinal)))
        {
            // A configuration of runs has a place where a description is looked for as soon as it has the name of the data.
            throw new ConfigurationException(
                [.. faulty.Faults, new(path, "", $"is read as the description of '{data}', which it stands beside; if it is something else, give it another name")]);
        }
    }
}
