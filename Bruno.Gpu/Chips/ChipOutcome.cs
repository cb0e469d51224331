using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Chips;

/// <summary>What came of judging a network on virtual chips.</summary>
/// <param name="Report">The summary.</param>
/// <param name="Rows">A row for each chip and time.</param>
/// <param name="Configuration">The configuration that the chips were judged with.</param>
internal sealed record ChipOutcome(ChipReport Report, IReadOnlyList<ChipMetrics> Rows, RunConfiguration Configuration);
