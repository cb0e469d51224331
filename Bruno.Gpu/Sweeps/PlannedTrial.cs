using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Sweeps;

/// <summary>A trial with all its settings, as they were given: what was left open is decided when it is trained, as in any run.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Configuration">The settings.</param>
internal sealed record PlannedTrial(Trial Trial, RunConfiguration Configuration);
