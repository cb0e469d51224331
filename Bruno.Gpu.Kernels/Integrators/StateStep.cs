namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>Where an accepted step of a variable length ended, for states of any width.</summary>
/// <param name="end">The state after it.</param>
/// <param name="taken">How long it was, ms.</param>
/// <param name="next">How long the next one should be, ms.</param>
public readonly struct StateStep<TReal, TState>(TState end, TReal taken, TReal next)
    where TReal : unmanaged
    where TState : unmanaged
{
    /// <summary>The state after it.</summary>
    public readonly TState End = end;

    /// <summary>How long it was, ms.</summary>
    public readonly TReal Taken = taken;

    /// <summary>How long the next one should be, ms.</summary>
    public readonly TReal Next = next;
}
