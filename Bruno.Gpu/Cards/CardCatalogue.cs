using System.Reflection;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Cards;

/// <summary>The device cards that come with the program, the TOML files of this folder.</summary>
internal static class CardCatalogue
{
    private const string Prefix = "Bruno.Gpu.Cards.";
    private const string Suffix = ".toml";

    /// <summary>The names of all cards.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The card of this name, or the card in a file of a user's own.</summary>
    /// <exception cref="BrunoException">There is neither, or the file has faults.</exception>
    public static DeviceCard Find(string nameOrPath)
    {
        if (Names.Contains(nameOrPath))
            return Read(nameOrPath);
        if (File.Exists(nameOrPath))
            return DeviceCard.ReadFile(nameOrPath);
        throw new BrunoException(
            ExitCode.Usage,
            $"There is no device card '{nameOrPath}', neither of that name (there are {string.Join(", ", Names)}) nor as a file{NearestName.Hint(nameOrPath, Names)}");
    }

    private static DeviceCard Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name + Suffix)!;
        using StreamReader reader = new(stream);
        return DeviceCard.Parse(name, name, reader.ReadToEnd());
    }
}
