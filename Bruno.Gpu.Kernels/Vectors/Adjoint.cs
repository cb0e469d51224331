using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

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

    /// <summary>The same for each of several: adjoints times derivatives, or derivatives through a clip, times those of the clip.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumbers Each<T, TNumbers>(TNumbers adjoints, TNumbers derivatives)
        where T : unmanaged, IReal<T>
        where TNumbers : unmanaged, INumbers<TNumbers, T>
    {
        TNumbers zero = TNumbers.All(T.From(0)), product = adjoints * derivatives;
        return TNumbers.WhereLess(derivatives, zero, product, TNumbers.WhereLess(zero, derivatives, product, zero));
    }
}
