using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>
/// The exact gradient from the undersampled tape: the derivative of the fine map itself, by recomputing the outer step
/// from its stored state together with its sensitivities. Memory O(outer steps), time O(micro-steps).
/// </summary>
/// <typeparam name="THold"><see cref="Kept"/> for the exact derivative; <see cref="Held"/> stops that of the rate.</typeparam>
public readonly struct FineLinearisation<TDevice, TReal, TState, TMatrix, TIntegrator, THold>(TIntegrator integrator)
    : ILinearisation<TDevice, TReal, TState, TMatrix>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    where TReal : unmanaged, IReal<TReal>
    where TIntegrator : unmanaged, IIntegrator<TReal, TDevice, TState, TMatrix>
    where THold : unmanaged, IHoldPolicy
{
    private readonly TIntegrator integrator = integrator;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Jacobian<TReal, TState, TMatrix> Linearise(TDevice device, TState state, TReal current, int index) =>
        integrator.Sensitivity<THold>(device, ref state, current);

    /// <summary>Advances a state by an outer step in place, and returns the derivative of the step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Jacobian<TReal, TState, TMatrix> Advance(TDevice device, ref TState state, TReal current) =>
        integrator.Sensitivity<THold>(device, ref state, current);
}
