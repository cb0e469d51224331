using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>Advances a device by one outer step at constant current, and can say how the result depends on its start.</summary>
public interface IIntegrator<TReal, TDevice, TState, TMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    /// <summary>
    /// The state one outer step later, at a current in nA. A device that fires is frozen where it first did.
    /// </summary>
    TState Advance(TDevice device, TState state, TReal current);

    /// <summary>
    /// Advances the state in place, to what <see cref="Advance"/> returns, and returns the derivative of that by the state
    /// before and the current, propagated along the same trajectory.
    /// </summary>
    Jacobian<TReal, TState, TMatrix> Sensitivity<THold>(TDevice device, ref TState state, TReal current)
        where THold : unmanaged, IHoldPolicy;
}
