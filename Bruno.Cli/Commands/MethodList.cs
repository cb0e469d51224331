using Bruno.Gpu.Configuration;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Commands;

/// <summary>Lists of gradient methods, as benchmarks take them.</summary>
internal static class MethodList
{
    /// <summary>The methods of a list.</summary>
    /// <param name="option">The option that was given it.</param>
    /// <param name="text">The list.</param>
    /// <param name="settings">The settings of the run.</param>
    /// <exception cref="ConfigurationException">One is unknown, or settings have faults.</exception>
    // Bound one by one, so that an unknown name gets the message of any other wrong setting.
    public static IReadOnlyList<GradientKind> Parse(string option, string text, RunSettings settings) =>
        [.. CommaList.Names(option, text).Select(name => settings.With(ConfigurationSource.FromOption(option, "gradient.method", name)).Bind().Gradient.Method)];
}
