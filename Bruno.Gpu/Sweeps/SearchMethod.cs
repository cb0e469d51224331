namespace Bruno.Gpu.Sweeps;

/// <summary>How points are drawn from ranges.</summary>
internal enum SearchMethod
{
    /// <summary>Points that fill the ranges evenly (an additive recurrence), each range alone and all together.</summary>
    QuasiRandom,

    /// <summary>Independent random points.</summary>
    Random,
}
