using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>An outer step with its derivative, which is kept; see <see cref="StoredLinearisation{TDevice,TReal}"/>.</summary>
/// <param name="linearisation">The integrator, and what is held while it is differentiated.</param>
/// <param name="derivatives">Receives the derivatives of the window, [steps, batch, neurons].</param>
public readonly struct SensitiveStep<TReal, TDevice, TIntegrator, THold>(
    FineLinearisation<TDevice, TReal, TIntegrator, THold> linearisation, ArrayView<Jacobian<TReal>> derivatives)
    : IOuterStep<TReal, TDevice>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal>
    where TIntegrator : unmanaged, IIntegrator<TReal>
    where THold : unmanaged, IHoldPolicy
{
    private readonly FineLinearisation<TDevice, TReal, TIntegrator, THold> linearisation = linearisation;
    private readonly ArrayView<Jacobian<TReal>> derivatives = derivatives;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TReal> Advance(
        TDevice device, DeviceState<TReal> state, TReal current, int step, int lanes, int lane)
    {
        derivatives[step * lanes + lane] = linearisation.Advance(device, ref state, current);
        return state;
    }
}
