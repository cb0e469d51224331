using System.Collections.Concurrent;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models;

/// <summary>
/// The compact models that can be used by name: those written in C#, those of the library of texts, and any text by the path of its file, which
/// ends in .toml. A new one in C# is its own files and a line here.
/// </summary>
public static class DeviceCatalogue
{
    private const string Suffix = ".toml";

    private static readonly ConcurrentDictionary<string, TextModel> Read = new(StringComparer.Ordinal);

    private static readonly IReadOnlyList<IDeviceModel> Coded = [new FelifModel(), new HeraclesModel()];

    /// <summary>All models that have names, in the order of lists.</summary>
    public static IReadOnlyList<IDeviceModel> Models { get; } =
    [
        .. Coded,
        .. ModelLibrary.Names.Where(name => Coded.All(model => model.Name != name)).Select(ModelLibrary.Find)
            .Where(model => TextModel.FaultOf(model) is null).Select(model => new TextModel(model.Name, model)),
    ];

    /// <summary>The names of all models that have names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Models.Select(model => model.Name)];

    /// <summary>The model of this name or path.</summary>
    /// <exception cref="BrunoException">There is none, or its text has faults (<see cref="ExitCode.Usage"/>); the message names the nearest one, or lists them.</exception>
    public static IDeviceModel Find(string name) =>
        Named(name) ?? (IsFile(name) ? FromFile(name) : throw new BrunoException(ExitCode.Usage, DescribeUnknown(name)));

    /// <summary>The model of this name or path, or null.</summary>
    public static IDeviceModel? TryFind(string name)
    {
        try
        {
            return Named(name) ?? (IsFile(name) ? FromFile(name) : null);
        }
        catch (BrunoException)
        {
            return null;
        }
    }

    /// <summary>A sentence for a name that no model has: the nearest one, and all names; of a text, what is wrong with it.</summary>
    public static string DescribeUnknown(string name)
    {
        if (!IsFile(name))
            return $"there is no device model '{name}' (there are {string.Join(", ", Names)}, and any text: FILE{Suffix}){NearestName.Hint(name, Names)}";
        try
        {
            return $"'{FromFile(name).Name}' is a device model";
        }
        catch (BrunoException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Whether a name is the path of a text.</summary>
    public static bool IsFile(string name) => name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);

    private static IDeviceModel? Named(string name) => Models.FirstOrDefault(model => model.Name == name);

    /// <summary>By its content, so that a file that has changed is another model.</summary>
    private static TextModel FromFile(string path)
    {
        Model model = Model.ReadFile(path);
        if (TextModel.FaultOf(model) is { } fault)
            throw new BrunoException(ExitCode.Usage, $"{path}: {fault}");
        return Read.GetOrAdd($"{path}\n{model.Source.Text}", _ => new(path, model));
    }
}
