using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>Where an accepted step of a variable length ended.</summary>
public readonly struct StepOutcome<TReal>(TReal potential, TReal @internal, TReal taken, TReal next)
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>V.</summary>
    public readonly TReal Potential = potential;

    /// <summary>P.</summary>
    public readonly TReal Internal = @internal;

    /// <summary>How long the step was, ms.</summary>
    public readonly TReal Taken = taken;

    /// <summary>How long the next one should be, ms.</summary>
    public readonly TReal Next = next;
}
