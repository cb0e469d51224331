using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>A step of the variational equation, implicit: a column d becomes M (1 - h K)^-1 d, with M the clip.</summary>
/// <param name="system">1 - h K.</param>
/// <param name="clip">The derivative of the clip of each variable.</param>
public readonly struct ImplicitStep<TReal, TState, TMatrix>(LinearSystem<TReal, TState, TMatrix> system, TState clip) : IColumnMap<TState>
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    private readonly LinearSystem<TReal, TState, TMatrix> system = system;
    private readonly TState clip = clip;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState Of(TState column) => Adjoint.Each<TReal, TState>(system.Of(column), clip);
}
