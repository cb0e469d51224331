using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>An integrator for planar devices alone, whose one internal variable is all there is besides a potential that fires; <see cref="Planar{TReal,TDevice,TIntegrator}"/> makes it an integrator of one of them.</summary>
public interface IPlanarIntegrator<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <inheritdoc cref="IIntegrator{TReal,TDevice,TState,TMatrix}.Advance"/>
    DeviceState<TReal> Advance<TDevice>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>;

    /// <inheritdoc cref="IIntegrator{TReal,TDevice,TState,TMatrix}.Sensitivity"/>
    Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> Sensitivity<TDevice, THold>(TDevice device, ref DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
        where THold : unmanaged, IHoldPolicy;
}
