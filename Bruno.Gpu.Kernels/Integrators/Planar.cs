using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>An integrator for planar devices as one for devices.</summary>
/// <param name="integrator">The integrator.</param>
public readonly struct Planar<TReal, TDevice, TIntegrator>(TIntegrator integrator)
    : IIntegrator<TReal, TDevice, DeviceState<TReal>, Matrix2<TReal>>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
    where TIntegrator : unmanaged, IPlanarIntegrator<TReal>
{
    /// <summary>The integrator.</summary>
    public readonly TIntegrator Integrator = integrator;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TReal> Advance(TDevice device, DeviceState<TReal> state, TReal current) => Integrator.Advance(device, state, current);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> Sensitivity<THold>(TDevice device, ref DeviceState<TReal> state, TReal current)
        where THold : unmanaged, IHoldPolicy => Integrator.Sensitivity<TDevice, THold>(device, ref state, current);
}
