using Bruno.Gpu.Configuration;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Commands;

/// <summary>The configuration of a preset with what the user changed.</summary>
internal static class PresetConfiguration
{
    /// <summary>Binds a preset and changes, weakest first.</summary>
    /// <exception cref="ConfigurationException">There are faults; the message lists all.</exception>
    public static RunConfiguration Bind(string preset, IEnumerable<ConfigurationSource> changes) =>
        ConfigurationBinder.Bind<RunConfiguration>(
            [ConfigurationSource.FromText($"preset {preset}", PresetCatalogue.Read(preset)), .. changes]);

    /// <summary>A list of gradient methods.</summary>
    /// <exception cref="BrunoException">One is unknown.</exception>
    // Bound one by one, so that an unknown name gets the message of any other wrong setting.
    public static IReadOnlyList<GradientKind> Methods(
        string option, string text, string preset, IReadOnlyList<ConfigurationSource> changes) =>
        [.. CommaList.Names(option, text).Select(name => Bind(
            preset, [.. changes, ConfigurationSource.FromOption(option, "gradient.method", name)]).Gradient.Method)];
}
