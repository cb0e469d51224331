namespace Bruno.Gpu.Synapses;

/// <summary>What the draws of a write are numbered by.</summary>
/// <param name="Write">The write: programming errors.</param>
/// <param name="Level">The levels of the first matrix, where rounding is stochastic.</param>
/// <param name="LevelStride">What each further matrix adds to that: 0 where its chip tells it apart, 1 where its draw does.</param>
internal readonly record struct ProgramNumbers(int Write, uint Level, uint LevelStride);
