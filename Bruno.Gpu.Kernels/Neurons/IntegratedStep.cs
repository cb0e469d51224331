using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>An outer step as the integrator makes it; nothing is kept but the state.</summary>
/// <param name="integrator">The integrator.</param>
public readonly struct IntegratedStep<TReal, TDevice, TIntegrator>(TIntegrator integrator) : IOuterStep<TReal, TDevice>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal>
    where TIntegrator : unmanaged, IIntegrator<TReal>
{
    private readonly TIntegrator integrator = integrator;

    /// <summary>The integrator.</summary>
    public TIntegrator Integrator => integrator;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TReal> Advance(
        TDevice device, DeviceState<TReal> state, TReal current, int step, int lanes, int lane) =>
        integrator.Advance(device, state, current);
}
