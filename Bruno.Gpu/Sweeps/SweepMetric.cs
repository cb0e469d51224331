namespace Bruno.Gpu.Sweeps;

/// <summary>A figure of a trained network on a split.</summary>
internal enum SweepMetric
{
    /// <summary>The mean loss of a sample.</summary>
    Loss,

    /// <summary>The share of right answers.</summary>
    Accuracy,

    /// <summary>The root of the mean squared error.</summary>
    RmsError,

    /// <summary>The energy of a sample, J.</summary>
    EnergyJoules,
}
