namespace Bruno.Gpu.Training;

/// <summary>What came of a run; <c>summary.json</c>.</summary>
public sealed record RunSummary
{
    internal const string Completed = "completed", Cancelled = "cancelled";

    /// <summary>completed, or cancelled.</summary>
    public required string Status { get; init; }

    /// <summary>Epochs that are complete.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch with the lowest validation loss.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The metrics of that epoch by split.</summary>
    public required IReadOnlyDictionary<string, SplitSummary> Best { get; init; }

    /// <summary>The metrics of the last epoch by split.</summary>
    public required IReadOnlyDictionary<string, SplitSummary> Last { get; init; }

    /// <summary>What the energies rest on.</summary>
    public IReadOnlyList<string> EnergyAssumptions { get; init; } = [];

    /// <summary>The gradient method.</summary>
    public required string Gradient { get; init; }

    /// <summary>Trainable parameters.</summary>
    public required int Parameters { get; init; }

    /// <summary>Seconds of training and evaluation, interruptions left out.</summary>
    public required double Seconds { get; init; }

    /// <summary>The most device memory that was allocated, bytes.</summary>
    public required long DeviceBytesPeak { get; init; }

    /// <summary>Device memory by purpose, bytes.</summary>
    public required IReadOnlyDictionary<string, long> DeviceBytes { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The compute device.</summary>
    public required string Device { get; init; }
}
