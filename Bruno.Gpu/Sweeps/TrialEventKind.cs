namespace Bruno.Gpu.Sweeps;

/// <summary>What happens to a trial.</summary>
internal enum TrialEventKind
{
    /// <summary>A process begins it, or goes on with it.</summary>
    Started,

    /// <summary>It is trained.</summary>
    Progress,

    /// <summary>Something the user should know.</summary>
    Note,

    /// <summary>It was trained to the end.</summary>
    Finished,

    /// <summary>It rests at a rung.</summary>
    Paused,

    /// <summary>It was interrupted, its state saved.</summary>
    Stopped,

    /// <summary>It failed.</summary>
    Failed,
}
