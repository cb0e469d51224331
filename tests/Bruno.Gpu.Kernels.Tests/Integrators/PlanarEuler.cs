using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>Explicit Euler among the integrators of planar devices, to be judged as they are.</summary>
internal readonly struct PlanarEuler<TReal>(TReal step, int microSteps, int implicitSensitivity) : IPlanarIntegrator<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    public DeviceState<TReal> Advance<TDevice>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>> => Of<TDevice>().Advance(device, state, current);

    public Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> Sensitivity<TDevice, THold>(TDevice device, ref DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
        where THold : unmanaged, IHoldPolicy => Of<TDevice>().Sensitivity<THold>(device, ref state, current);

    private Euler<TReal, TDevice, DeviceState<TReal>, Matrix2<TReal>> Of<TDevice>()
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>> => new(step, microSteps, implicitSensitivity);
}
