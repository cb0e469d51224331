using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>A step of the variational equation, literal: a column d becomes M (d + h K d + h b), with M the clip.</summary>
/// <param name="jacobian">h K.</param>
/// <param name="input">h b for the derivative by the input, else 0.</param>
/// <param name="clip">The derivative of the clip of each variable.</param>
public readonly struct ExplicitStep<TReal, TState, TMatrix>(TMatrix jacobian, TState input, TState clip) : IColumnMap<TState>
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    private readonly TMatrix jacobian = jacobian;
    private readonly TState input = input;
    private readonly TState clip = clip;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState Of(TState column) => Adjoint.Each<TReal, TState>(jacobian.AddTo(column, column) + input, clip);
}
