using Bruno.Gpu.Schedules;

namespace Bruno.Gpu.Training;

/// <summary>Everything of a run's state that is not an array: the header of a checkpoint.</summary>
internal sealed record RunState
{
    /// <summary>Version of the layout of checkpoints.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Epochs that are complete.</summary>
    public int Epoch { get; init; }

    /// <summary>Batches of the next epoch that are done; 0 between epochs.</summary>
    public int Batch { get; init; }

    /// <summary>Steps the optimizer has taken.</summary>
    public long OptimizerSteps { get; init; }

    /// <summary>What the learning-rate schedule remembers; none before the first epoch.</summary>
    public PlateauState? Plateau { get; init; }

    /// <summary>The epoch with the lowest validation loss, 0 before the first.</summary>
    public int BestEpoch { get; init; }

    /// <summary>The lowest validation loss; none before the first epoch.</summary>
    public double? BestLoss { get; init; }

    /// <summary>Within an epoch, the schedule that it began with; none between epochs.</summary>
    public EpochSchedule? EpochSchedule { get; init; }

    /// <summary>Within an epoch, the seconds that training it took so far.</summary>
    public double EpochSeconds { get; init; }

    /// <summary>The checksum of the data that it was trained on; none of imported parameters, and of runs of earlier versions.</summary>
    public string? Data { get; init; }

    /// <summary>Seconds spent so far.</summary>
    public double Seconds { get; init; }
}
