namespace Bruno.Gpu.Training;

/// <summary>What the one who resumes a run asks for besides going on.</summary>
internal sealed record ResumeOptions
{
    /// <summary>Keys, or tables of keys, that may change although a resume usually keeps them.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>The checkpoint to go on from: last, best, previous, or the path of a file.</summary>
    public string Checkpoint { get; init; } = RunFolder.CheckpointNames[0];

    /// <summary>Whether the optimizer starts anew, its moments and steps forgotten; it may then be another one.</summary>
    public bool FreshOptimizer { get; init; }
}
