namespace Bruno.Gpu.Training;

/// <summary>Why a learning-rate range test ended.</summary>
internal enum RateTestEnding
{
    /// <summary>All steps were taken.</summary>
    Completed,

    /// <summary>The smoothed loss exceeded four times its minimum.</summary>
    LossRose,

    /// <summary>A loss or a gradient was not finite.</summary>
    NotFinite,
}
