using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>What is the same for all whole steps that count for a delay; see <see cref="DelayTaps{T}"/>.</summary>
/// <param name="First">The shortest.</param>
/// <param name="Last">The longest.</param>
/// <param name="Sum">The sum of their heights.</param>
/// <param name="Slope">Its derivative.</param>
/// <param name="IsLongest">1 where the delay is the longest that there is.</param>
public readonly record struct DelayShares<T>(int First, int Last, T Sum, T Slope, int IsLongest)
    where T : unmanaged, IReal<T>;
