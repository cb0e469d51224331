using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Description;

/// <summary>
/// All parameters of a network, as they were trained and in double precision, for other programs. Those that training keeps within
/// bounds are written as what they are, in SI units, not as what is stored.
/// </summary>
internal static class WeightFile
{
    private static readonly Dictionary<string, Action<string, NetworkWeights>> Writers = new(StringComparer.OrdinalIgnoreCase)
    {
        [".npz"] = (path, network) => NpzFile.Write(path, Arrays(network).ToDictionary(entry => entry.Key, entry => (StoredValue)entry.Value)),
        [".csv"] = (path, network) => CsvTable.Write(path, Rows(network)),
        [".safetensors"] = (path, network) => SafetensorsFile.Write(path, Arrays(network)),
    };

    /// <summary>Checks that the ending of a file says in which format it is to be written.</summary>
    /// <exception cref="BrunoException">It is another.</exception>
    public static void RequireKnown(string path)
    {
        if (!Writers.ContainsKey(Path.GetExtension(path)))
            throw new BrunoException(ExitCode.Usage, $"'{path}' does not end with {string.Join(", ", Writers.Keys)}: its ending says in which format weights are written.");
    }

    /// <summary>Writes the parameters of a network in the format that the ending of the file says.</summary>
    /// <param name="path">The file: .npz and .safetensors (arrays by name), or .csv (a row a number).</param>
    /// <param name="network">The network.</param>
    /// <exception cref="BrunoException">The ending is another, or the file cannot be written.</exception>
    public static void Write(string path, NetworkWeights network)
    {
        RequireKnown(path);
        Writers[Path.GetExtension(path)](path, network);
    }

    private static Dictionary<string, StoredArray> Arrays(NetworkWeights network) => network.Parameters.ToDictionary(
        parameter => parameter.Name, parameter => new StoredArray(network.ValuesOf(parameter), parameter.Shape));

    private static IEnumerable<WeightRow> Rows(NetworkWeights network)
    {
        foreach (Parameter parameter in network.Parameters)
        {
            int columns = parameter.Shape[^1];
            double[] values = network.ValuesOf(parameter);
            for (int i = 0; i < parameter.Length; ++i)
                yield return new() { Parameter = parameter.Name, Row = i / columns, Column = i % columns, Value = values[i] };
        }
    }
}
