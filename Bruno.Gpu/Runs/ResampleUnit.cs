namespace Bruno.Gpu.Runs;

/// <summary>What the time that a run stays on a chip is counted in.</summary>
public enum ResampleUnit
{
    /// <summary>Epochs.</summary>
    Epoch,

    /// <summary>Steps of the optimizer.</summary>
    Step,
}
