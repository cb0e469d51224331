using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;

namespace Bruno.Gpu.Gradients;

/// <summary>What the passes of a layer of devices are built with.</summary>
/// <param name="Device">The compute device.</param>
/// <param name="Options">How the layer is run.</param>
/// <param name="Plan">How passes are cut in time.</param>
/// <param name="Lanes">Batch elements times neurons, at most.</param>
/// <param name="Routes">Which ways back through time gradients take.</param>
public sealed record DevicePassContext(
    ComputeDevice Device, DeviceLayerOptions Options, TimePlan Plan, int Lanes, TemporalRoutes Routes)
{
    /// <summary>The passes of a method that linearises outer steps.</summary>
    /// <param name="integrator">How an outer step is integrated.</param>
    /// <param name="linearisation">Its derivative.</param>
    public IDevicePass<T, TDevice> Linearised<T, TDevice, TIntegrator, TLinearisation>(
        TIntegrator integrator, TLinearisation linearisation)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
        where TIntegrator : unmanaged, IIntegrator<T>
        where TLinearisation : unmanaged, ILinearisation<TDevice, T> => Routes.IsOnline
            ? new OnlinePass<T, TDevice, TIntegrator, TLinearisation>(this, integrator, linearisation)
            : new UndersampledPass<T, TDevice, TIntegrator, TLinearisation>(this, integrator, linearisation);
}
