using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>States between both ends of a step: the cubic with their values and rates (Hermite).</summary>
/// <param name="start">The state before the step.</param>
/// <param name="end">The state after it.</param>
/// <param name="before">The rates at its start times its length.</param>
/// <param name="after">Those at its end.</param>
public readonly struct StateCubic<TReal, TState>(TState start, TState end, TState before, TState after)
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
{
    private readonly TState start = start;
    private readonly TState end = end;
    private readonly TState before = before;
    private readonly TState after = after;

    /// <summary>The state at a share of the step, from 0 to 1.</summary>
    public TState At(TReal share)
    {
        TReal rest = TReal.From(1) - share;
        TState change = end - start;
        return TState.WeightedSum(rest, start, share, end)
            + share * rest * (TState.WeightedSum(rest, before - change, -share, after - change));
    }
}
