namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>What a step of an implicit method comes to.</summary>
/// <param name="end">The state after it, which nothing has clipped.</param>
/// <param name="error">The estimate of its error, in units of the ranges.</param>
public readonly struct StepTrial<TState>(TState end, TState error)
    where TState : unmanaged
{
    /// <summary>The state after it, which nothing has clipped.</summary>
    public readonly TState End = end;

    /// <summary>The estimate of its error, in units of the ranges.</summary>
    public readonly TState Error = error;
}
