using System.Reflection;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Runs;

/// <summary>The presets: configurations that come with the program, the TOML files of the folder Presets.</summary>
internal static class PresetCatalogue
{
    /// <summary>The preset that is used when none is named.</summary>
    public const string Default = "quickstart";

    private const string Prefix = "Bruno.Gpu.Presets.";
    private const string Suffix = ".toml";

    /// <summary>The names of all presets.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The TOML text of a preset.</summary>
    /// <exception cref="BrunoException">There is no such preset.</exception>
    public static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name + Suffix)
            ?? throw new BrunoException(
                ExitCode.Usage,
                $"There is no preset '{name}' (there are {string.Join(", ", Names)}; for a file of your own use --config FILE){NearestName.Hint(name, Names)}");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
