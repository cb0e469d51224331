using System.Collections.Concurrent;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Models;

namespace Bruno.Gpu.Catalogue;

/// <summary>
/// The compact models that can be used by name: those written in C#, those of the library of texts, and any text by the path of its file, which
/// ends in .toml. A new one in C# is its own files and a line here.
/// </summary>
public static class DeviceCatalogue
{
    private const string Suffix = ".toml";

    private static readonly ConcurrentDictionary<string, TextModel> Read = new(StringComparer.Ordinal);

    private static readonly IReadOnlyList<IDeviceModel> Coded = [new FelifModel(), new HeraclesModel()];

    /// <summary>The names of all models that have names, in the order of lists. Texts are read when they are asked for, not to be named.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Coded.Select(model => model.Name).Union(ModelLibrary.Names)];

    /// <summary>All models that have names.</summary>
    public static IEnumerable<IDeviceModel> Models => Names.Select(Find);

    /// <summary>The model of this name or path.</summary>
    /// <exception cref="BrunoException">There is none, or its text has faults (<see cref="ExitCode.Usage"/>); the message names the nearest one, or lists them.</exception>
    public static IDeviceModel Find(string name) => TryFind(name)
        ?? (IsFile(name) ? FromText(name, Model.ReadText(name)) : throw new BrunoException(ExitCode.Usage, DescribeUnknown(name)));

    /// <summary>The model of this name, or null.</summary>
    public static IDeviceModel? TryFind(string name) => Coded.FirstOrDefault(model => model.Name == name)
        ?? (Names.Contains(name) ? FromText(name, ModelLibrary.Text(name)) : null);

    /// <summary>The model of a text. The same text is the same model.</summary>
    /// <param name="path">Where it was read.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="BrunoException">It has faults (<see cref="ExitCode.Usage"/>), or is of a device that cannot be simulated and trained.</exception>
    public static IDeviceModel FromText(string path, string text) => Read.GetOrAdd($"{path}\n{text}", _ =>
    {
        Model model = Model.Parse(path, text);
        return TextModel.FaultOf(model) is { } fault ? throw new BrunoException(ExitCode.Usage, $"{path}: {fault}") : new(path, model);
    });

    /// <summary>A sentence for a name that no model has: the nearest one, and all names.</summary>
    public static string DescribeUnknown(string name) =>
        $"there is no device model '{name}' (there are {string.Join(", ", Names)}, and texts of your own: FILE{Suffix}){NearestName.Hint(name, Names)}";

    /// <summary>Whether two names mean the same model: the same name, or paths of the same file.</summary>
    public static bool AreSame(string? one, string? other) =>
        one == other || one is not null && other is not null && IsFile(one) && IsFile(other) && Path.GetFullPath(one) == Path.GetFullPath(other);

    /// <summary>Whether a name is the path of a text.</summary>
    public static bool IsFile(string name) => name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);
}
