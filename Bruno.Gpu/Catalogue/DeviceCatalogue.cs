using System.Collections.Concurrent;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Libraries;
using Bruno.Gpu.Models;

namespace Bruno.Gpu.Catalogue;

/// <summary>
/// The compact models that can be used by name: those written in C#, those of the library of texts, those of device libraries that were asked
/// for, and any text by the path of its file, which ends in .toml. A new one in C# is its own files and a line here.
/// </summary>
internal static class DeviceCatalogue
{
    private const string Suffix = ".toml";

    private static readonly ConcurrentDictionary<string, TextModel> Read = new(StringComparer.Ordinal);

    private static readonly IReadOnlyList<IDeviceModel> Coded = [new FelifModel(), new HeraclesModel()];

    private static readonly IReadOnlyList<string> Own = [.. Coded.Select(model => model.Name).Union(ModelLibrary.Names)];

    private static readonly ConcurrentDictionary<string, DeviceLibrary> Libraries = new(StringComparer.Ordinal);

    /// <summary>The names of all models that have names, in the order of lists. Texts are read when they are asked for, not to be named.</summary>
    public static IReadOnlyList<string> Names => [.. Own, .. Libraries.Keys.Order(StringComparer.Ordinal)];

    /// <summary>All models that have names.</summary>
    public static IEnumerable<IDeviceModel> Models => Names.Select(Find);

    /// <summary>The model of this name or path.</summary>
    /// <exception cref="BrunoException">There is none, or its text has faults (<see cref="ExitCode.Usage"/>); the message names the nearest one, or lists them.</exception>
    public static IDeviceModel Find(string name) => TryFind(name)
        ?? (IsFile(name) ? FromText(name, Model.ReadText(name)) : throw new BrunoException(ExitCode.Usage, DescribeUnknown(name)));

    /// <summary>The model of this name, or null.</summary>
    public static IDeviceModel? TryFind(string name) => Coded.FirstOrDefault(model => model.Name == name)
        ?? (Own.Contains(name) ? FromText(name, ModelLibrary.Text(name)) : null)
        ?? LibraryOf(name)?.Models.First(model => model.Name == name);

    /// <summary>The library that the model of a name comes from; none where it is the program's own, or there is none.</summary>
    public static DeviceLibrary? LibraryOf(string name) => Libraries.GetValueOrDefault(name);

    /// <summary>Where the model of a name comes from, in a word or a path.</summary>
    public static string OriginOf(string name) =>
        LibraryOf(name)?.Path ?? (Coded.Any(model => model.Name == name) ? "program" : "text");

    /// <summary>Loads device libraries: their models can be used by name from now on.</summary>
    /// <param name="paths">Their files.</param>
    /// <exception cref="BrunoException">One is no library of devices, a device of it is wrong, or a name is taken; nothing of any is used then.</exception>
    public static void Use(IReadOnlyList<string> paths)
    {
        DeviceLibrary[] libraries = [.. paths.Distinct(StringComparer.Ordinal).Select(DeviceLibrary.Load).Distinct()];
        (string Name, DeviceLibrary Library)[] models = [.. libraries.SelectMany(library => library.Models.Select(model => (model.Name, library)))];
        foreach (IGrouping<string, (string Name, DeviceLibrary Library)> same in models.GroupBy(model => model.Name))
        {
            string[] places = [.. Own.Contains(same.Key) ? ["the program"] : Array.Empty<string>(), .. same.Select(model => model.Library.Path)];
            if (places.Length > 1)
                throw new BrunoException(ExitCode.Usage, $"There is a device model '{same.Key}' in {string.Join(" and in ", places)}: a name must mean one model.");
        }

        foreach ((string name, DeviceLibrary library) in models)
            Libraries[name] = library;
    }

    /// <summary>The model of a name in a library.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">The library's file.</param>
    /// <param name="checksum">The SHA-256 that the file must have; any where none is given. One that is in use and has it does as well.</param>
    /// <exception cref="BrunoException">The library is missing, another one, or has no such model.</exception>
    public static IDeviceModel FromLibrary(string name, string path, string? checksum)
    {
        DeviceLibrary library = LibraryOf(name) is { } inUse && inUse.Checksum == checksum ? inUse : Given(path);
        if (checksum is not null && library.Checksum != checksum)
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"The device library '{path}' has changed: its SHA-256 is {library.Checksum}, and the run began with {checksum}. Put that file back, "
                    + $"or name where it is now with --device-library. With the changed one the run is another: to go on all the same, {ChangeHint(library.Checksum)}.");
        }

        return library.Models.FirstOrDefault(model => model.Name == name)
            ?? throw new BrunoException(
                ExitCode.Usage, $"the device library '{path}' has no model '{name}' (there are {string.Join(", ", library.Models.Select(model => model.Name))}){NearestName.Hint(name, [.. library.Models.Select(model => model.Name)])}");

        static DeviceLibrary Given(string path)
        {
            DeviceLibrary library = DeviceLibrary.Load(path);
            return Array.Find([.. library.Models], model => Own.Contains(model.Name)) is { } taken
                ? throw new BrunoException(ExitCode.Usage, $"There is a device model '{taken.Name}' in the program and in {library.Path}: a name must mean one model.")
                : library;
        }

        static string ChangeHint(string checksum) => $"say --set network.layers.N.library.sha256={checksum} of its layer N, and --allow network.layers with a resume";
    }

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
        $"there is no device model '{name}' (there are {string.Join(", ", Names)}, texts of your own: FILE{Suffix}, and those of a --device-library){NearestName.Hint(name, Names)}";

    /// <summary>Whether two names mean the same model: the same name, or paths of the same file.</summary>
    public static bool AreSame(string? one, string? other) =>
        one == other || one is not null && other is not null && IsFile(one) && IsFile(other) && Path.GetFullPath(one) == Path.GetFullPath(other);

    /// <summary>Whether a name is the path of a text.</summary>
    public static bool IsFile(string name) => name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);
}
