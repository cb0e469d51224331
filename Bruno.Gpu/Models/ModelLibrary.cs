using System.Reflection;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Models;

/// <summary>The models written as text that come with the program, the TOML files of the folder Library.</summary>
internal static class ModelLibrary
{
    private const string Prefix = "Bruno.Gpu.Models.Library.";
    private const string Suffix = ".toml";

    /// <summary>The names of all models, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The model of a name.</summary>
    /// <exception cref="BrunoException">There is none (<see cref="ExitCode.Usage"/>); the message names the nearest one.</exception>
    public static Model Find(string name) => Model.Parse(name, Text(name));

    /// <summary>The text of the model of a name.</summary>
    /// <exception cref="BrunoException">There is none (<see cref="ExitCode.Usage"/>); the message names the nearest one.</exception>
    public static string Text(string name)
    {
        if (!Names.Contains(name))
            throw new BrunoException(ExitCode.Usage, $"There is no model '{name}' in the library (there are {string.Join(", ", Names)}){NearestName.Hint(name, Names)}");
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name + Suffix)!);
        return reader.ReadToEnd();
    }
}
