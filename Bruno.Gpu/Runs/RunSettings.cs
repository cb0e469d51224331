using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Runs;

/// <summary>
/// What a run's settings come from, weakest first: a preset or another run, a file, single settings, options; then changes that
/// options and device cards make. All of it becomes one configuration at once, which is complete, checked and does not change.
/// </summary>
/// <param name="Sources">Keys and their values, weakest first.</param>
/// <param name="Changes">What options change that stand for more than one key, in order.</param>
internal sealed record RunSettings(IReadOnlyList<ConfigurationSource> Sources, IReadOnlyList<ConfigurationChange<RunConfiguration>> Changes)
{
    /// <summary>The settings of a preset with these over them.</summary>
    /// <exception cref="BrunoException">There is no such preset.</exception>
    public RunSettings OverPreset(string preset) => Over(ConfigurationSource.FromText($"preset {preset}", PresetCatalogue.Read(preset)));

    /// <summary>Other settings with these over them.</summary>
    public RunSettings Over(ConfigurationSource weakest) => this with { Sources = [weakest, .. Sources] };

    /// <summary>The same with a source that goes over all others.</summary>
    public RunSettings With(ConfigurationSource strongest) => this with { Sources = [.. Sources, strongest] };

    /// <summary>The settings as they were given, checked, with nothing decided that was left open.</summary>
    /// <exception cref="BrunoException">There are faults; the message lists all.</exception>
    public RunConfiguration Bind() => ConfigurationBinder.Bind(Sources, Changes);
}
