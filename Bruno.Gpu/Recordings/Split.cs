namespace Bruno.Gpu.Recordings;

/// <summary>The parts of a data set.</summary>
public enum Split
{
    /// <summary>To learn from; the only part that statistics are taken from.</summary>
    Train,

    /// <summary>To choose epochs and learning rates by.</summary>
    Validation,

    /// <summary>To report on; nothing is chosen by it.</summary>
    Test,
}
