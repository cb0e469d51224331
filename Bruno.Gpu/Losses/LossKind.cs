namespace Bruno.Gpu.Losses;

/// <summary>The losses.</summary>
public enum LossKind
{
    /// <summary><see cref="SpikeCountLoss{T}"/>.</summary>
    SpikeCount,

    /// <summary><see cref="FirstSpikeLoss{T}"/>.</summary>
    FirstSpike,

    /// <summary><see cref="SequenceLoss{T}"/>.</summary>
    Sequence,
}
