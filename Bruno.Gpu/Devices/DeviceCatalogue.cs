using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Devices;

/// <summary>The compact models that this program knows. A new one is its own files and a line here.</summary>
public static class DeviceCatalogue
{
    /// <summary>All models, in the order of lists.</summary>
    public static IReadOnlyList<IDeviceModel> Models { get; } =
    [
        new FelifModel(),
        new HeraclesModel(),
    ];

    /// <summary>The names of all models.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Models.Select(model => model.Name)];

    /// <summary>The model of this name.</summary>
    /// <exception cref="BrunoException">There is none (<see cref="ExitCode.Usage"/>); the message names the nearest one.</exception>
    public static IDeviceModel Find(string name) =>
        TryFind(name) ?? throw new BrunoException(ExitCode.Usage, DescribeUnknown(name));

    /// <summary>The model of this name, or null.</summary>
    public static IDeviceModel? TryFind(string name) => Models.FirstOrDefault(model => model.Name == name);

    /// <summary>A sentence for a name that no model has: the nearest one, and all names.</summary>
    public static string DescribeUnknown(string name) =>
        $"there is no device model '{name}' (there are {string.Join(", ", Names)}){NearestName.Hint(name, Names)}";
}
