using Bruno.Gpu.Files;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Sweeps;

/// <summary>Where a trial stands, as its folder says.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Epochs">How many epochs it is to be trained; 0 where that cannot be read.</param>
internal sealed record TrialStatus(Trial Trial, TrialState State, int Epochs)
{
    /// <summary>Epochs that are complete.</summary>
    public int EpochsDone { get; init; }

    /// <summary>Who is at it.</summary>
    public ProcessIdentity? Owner { get; init; }

    /// <summary>Why it failed, or what is damaged.</summary>
    public string? Message { get; init; }

    /// <summary>Why it failed.</summary>
    public TrialFailure? Failure { get; init; }

    /// <summary>The metrics of its complete epochs.</summary>
    public IReadOnlyList<MetricsRow> Metrics { get; init; } = [];

    /// <summary>What came of it, where it was trained to the end.</summary>
    public RunSummary? Summary { get; init; }
}
