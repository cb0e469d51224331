using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>What <see cref="SplitDynamics{TReal}"/> predicts for a step.</summary>
public readonly struct Increment<TReal>(TReal @internal, TReal drift, TReal phi3)
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>The change of the internal variable.</summary>
    public readonly TReal Internal = @internal;

    /// <summary>The change of the slow coordinate y, V.</summary>
    public readonly TReal Drift = drift;

    /// <summary>phi3 of the step's length times the stiff eigenvalue.</summary>
    public readonly TReal Phi3 = phi3;

    /// <summary>The change of the potential, where the stiff direction has this slope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal Potential(TReal slope) => Drift + slope * Internal;
}
