using System.Reflection;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Reproductions;

/// <summary>The experiments that come with the program, the TOML files of the folder Experiments.</summary>
internal static class ReproductionCatalogue
{
    private const string Prefix = "Bruno.Gpu.Reproductions.Experiments.";
    private const string Suffix = ".toml";
    private const string Quick = ".quick";

    /// <summary>The names of all experiments.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !name.EndsWith(Quick + Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The experiment of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isQuick">Whether its quick version is wanted.</param>
    /// <exception cref="BrunoException">There is none.</exception>
    public static Reproduction Find(string name, bool isQuick)
    {
        if (!Names.Contains(name))
            throw new BrunoException(ExitCode.Usage, $"There is no experiment '{name}' (there are {string.Join(", ", Names)}){NearestName.Hint(name, Names)}");
        string[] texts = [name, .. isQuick ? [name + Quick] : Array.Empty<string>()];
        return ConfigurationBinder.Bind<Reproduction>(texts.Select(text => ConfigurationSource.FromText(text, Read(text))));
    }

    private static string Read(string name)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name + Suffix)!);
        return reader.ReadToEnd();
    }
}
