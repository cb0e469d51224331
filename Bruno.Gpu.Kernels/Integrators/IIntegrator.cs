using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>Advances a device by one outer step at constant current, and can say how the result depends on its start.</summary>
public interface IIntegrator<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>
    /// The state one outer step later, at a current in nA. A device that fires is frozen where it first did.
    /// </summary>
    DeviceState<TReal> Advance<TDevice>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>;

    /// <summary>
    /// Advances the state in place, to what <see cref="Advance"/> returns, and returns the derivative of that by the state
    /// before and the current, propagated along the same trajectory.
    /// </summary>
    Jacobian<TReal> Sensitivity<TDevice, THold>(TDevice device, ref DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where THold : unmanaged, IHoldPolicy;
}
