using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>An outer step with its derivative, which is kept; see <see cref="StoredLinearisation{TDevice,TReal,TState,TMatrix}"/>.</summary>
/// <param name="linearisation">The integrator, and what is held while it is differentiated.</param>
/// <param name="derivatives">Receives the derivatives of the window, [steps, batch, neurons].</param>
public readonly struct SensitiveStep<TReal, TDevice, TState, TMatrix, TIntegrator, THold>(
    FineLinearisation<TDevice, TReal, TState, TMatrix, TIntegrator, THold> linearisation, ArrayView<Jacobian<TReal, TState, TMatrix>> derivatives)
    : IOuterStep<TReal, TDevice, TState>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    where TIntegrator : unmanaged, IIntegrator<TReal, TDevice, TState, TMatrix>
    where THold : unmanaged, IHoldPolicy
{
    private readonly FineLinearisation<TDevice, TReal, TState, TMatrix, TIntegrator, THold> linearisation = linearisation;
    private readonly ArrayView<Jacobian<TReal, TState, TMatrix>> derivatives = derivatives;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState Advance(
        TDevice device, TState state, TReal current, int step, int lanes, int lane)
    {
        derivatives[step * lanes + lane] = linearisation.Advance(device, ref state, current);
        return state;
    }
}
