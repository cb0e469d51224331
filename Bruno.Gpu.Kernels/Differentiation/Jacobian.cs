using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Differentiation;

/// <summary>
/// The derivative of one outer step's map (V, P, I) -> (V', P'): a 2 x 3 matrix, row by row.
/// Units: those of the device state over those of the state or of nA.
/// </summary>
public readonly struct Jacobian<T>(Partials<T> potential, Partials<T> @internal)
    where T : unmanaged, IReal<T>
{
    /// <summary>The derivatives of the new membrane potential.</summary>
    public readonly Partials<T> Potential = potential;

    /// <summary>The derivatives of the new internal variable.</summary>
    public readonly Partials<T> Internal = @internal;
}
