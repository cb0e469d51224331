namespace Bruno.Gpu.Sweeps;

/// <summary>Where a trial stands.</summary>
internal enum TrialState
{
    /// <summary>Nothing of it was done.</summary>
    NotStarted,

    /// <summary>A process is at it.</summary>
    Running,

    /// <summary>It was interrupted, and goes on from its checkpoint.</summary>
    Stopped,

    /// <summary>It rests at a rung, and goes on if it is among the best there.</summary>
    Paused,

    /// <summary>It was trained to the end.</summary>
    Finished,

    /// <summary>It failed, with a message.</summary>
    Failed,

    /// <summary>Its folder cannot be used: it is moved aside, and the trial starts anew.</summary>
    Damaged,
}
