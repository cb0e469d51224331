using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Differentiation;

/// <summary>The arithmetic of adjoint recursions.</summary>
public static class Adjoint
{
    /// <summary>
    /// An adjoint times a derivative. A derivative of zero contributes nothing, whatever the adjoint: the adjoint of
    /// the polarization overflows under long inhibition, and 0 times infinity would poison the gradient.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Times<T>(T adjoint, T derivative)
        where T : unmanaged, IReal<T>
    {
        T zero = T.From(0);
        return derivative >= zero && derivative <= zero ? zero : adjoint * derivative;
    }

    /// <summary>A row of derivatives through a clip: multiplied by the clip's derivative, and zero where that is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials<T> ThroughClip<T>(Partials<T> row, T clipDerivative)
        where T : unmanaged, IReal<T> =>
        new(Times(row.ByPotential, clipDerivative), Times(row.ByInternal, clipDerivative), Times(row.ByInput, clipDerivative));
}
