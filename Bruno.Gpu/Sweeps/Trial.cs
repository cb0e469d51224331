using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Sweeps;

/// <summary>One training of a sweep.</summary>
/// <param name="Name">Its name, which is that of its folder too.</param>
/// <param name="Labels">What it differs from others in, seeds apart; in the same order for all trials.</param>
/// <param name="Settings">Its settings over those that all trials share.</param>
/// <param name="Seed">Its seed.</param>
internal sealed record Trial(string Name, IReadOnlyList<TrialLabel> Labels, IReadOnlyList<UnboundSetting> Settings, ulong Seed)
{
    /// <summary>What trials that differ in their seed alone have in common, as a text.</summary>
    public string Group => string.Join(", ", Labels);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
