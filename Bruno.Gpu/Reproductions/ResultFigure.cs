namespace Bruno.Gpu.Reproductions;

/// <summary>What is measured and published.</summary>
internal enum ResultFigure
{
    /// <summary>The test accuracy after the last epoch, a share.</summary>
    LastAccuracy,

    /// <summary>The test accuracy in the epoch with the lowest validation loss, a share.</summary>
    BestAccuracy,

    /// <summary>The test loss after an epoch.</summary>
    EpochLoss,

    /// <summary>The mean accuracy of virtual chips, a share.</summary>
    ChipAccuracy,

    /// <summary>The cosine of a gradient with the converged one.</summary>
    Cosine,

    /// <summary>The norm of a gradient over that of the converged one.</summary>
    NormRatio,

    /// <summary>The most device memory of a training step, bytes.</summary>
    PeakBytes,

    /// <summary>The time of a training step, s.</summary>
    Seconds,
}
