using Bruno.Gpu.Configuration;

namespace Bruno.Cli.Commands;

/// <summary>The configuration of a preset with what the user changed.</summary>
internal static class PresetConfiguration
{
    /// <summary>Binds a preset and changes, weakest first.</summary>
    /// <exception cref="ConfigurationException">There are faults; the message lists all.</exception>
    public static RunConfiguration Bind(string preset, IEnumerable<ConfigurationSource> changes) =>
        ConfigurationBinder.Bind<RunConfiguration>(
            [ConfigurationSource.FromText($"preset {preset}", PresetCatalogue.Read(preset)), .. changes]);
}
