using Bruno.Gpu.Gradients;

namespace Bruno.Cli.Commands;

/// <summary>The names of the gradient methods as the command line writes them.</summary>
internal static class GradientNames
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Enum.GetValues<GradientKind>().Select(kind => new GradientConfiguration { Method = kind }.Create().Name)];

    /// <summary>All of them, separated by commas.</summary>
    public static string List { get; } = string.Join(", ", All);
}
