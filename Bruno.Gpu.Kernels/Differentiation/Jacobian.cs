using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Differentiation;

/// <summary>
/// The derivative of a step's map (x, I) -> x' by the state before it and the input, column by column.
/// Units: those of the device state over those of the state or of nA.
/// </summary>
public readonly struct Jacobian<TReal, TState, TMatrix>(TMatrix byState, TState byInput)
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    /// <summary>By the state before the step.</summary>
    public readonly TMatrix ByState = byState;

    /// <summary>By the input.</summary>
    public readonly TState ByInput = byInput;

    /// <summary>The derivative of doing nothing.</summary>
    public static Jacobian<TReal, TState, TMatrix> Identity
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TMatrix.Diagonal(TReal.From(1)), TState.All(TReal.From(0)));
    }
}
