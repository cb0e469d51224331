using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;

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
    /// <summary>Passes whose derivative of an outer step has nothing to do with the integrator.</summary>
    public IDevicePass<T, TDevice> Linearised<T, TDevice, TLinearisation>(TLinearisation linearisation)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
        where TLinearisation : unmanaged, ILinearisation<TDevice, T> => Options.Integrator switch
        {
            IntegratorKind.Exponential => Passes<T, TDevice, ExponentialRosenbrock<T>, TLinearisation>(Options.Exponential<T>(), linearisation),
            IntegratorKind.Adaptive => Passes<T, TDevice, AdaptiveRosenbrock<T>, TLinearisation>(Options.Adaptive<T>(), linearisation),
            _ => Passes<T, TDevice, Euler<T>, TLinearisation>(Options.Euler<T>(), linearisation),
        };

    /// <summary>Passes that differentiate what the integrator computes.</summary>
    /// <param name="isStored">Whether derivatives are stored in the forward pass, or computed again in the backward pass.</param>
    public IDevicePass<T, TDevice> Fine<T, TDevice, THold>(bool isStored)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
        where THold : unmanaged, IHoldPolicy => Options.Integrator switch
        {
            IntegratorKind.Exponential => Fine<T, TDevice, ExponentialRosenbrock<T>, THold>(Options.Exponential<T>(), isStored),
            IntegratorKind.Adaptive => Fine<T, TDevice, AdaptiveRosenbrock<T>, THold>(Options.Adaptive<T>(), isStored),
            _ => Fine<T, TDevice, Euler<T>, THold>(Options.Euler<T>(), isStored),
        };

    /// <summary>Passes that differentiate what an integrator computes.</summary>
    public IDevicePass<T, TDevice> Fine<T, TDevice, TIntegrator, THold>(TIntegrator integrator, bool isStored)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
        where TIntegrator : unmanaged, IIntegrator<T>
        where THold : unmanaged, IHoldPolicy => isStored && !Routes.IsOnline
            ? new StoredPass<T, TDevice, TIntegrator, THold>(this, integrator)
            : Passes<T, TDevice, TIntegrator, FineLinearisation<TDevice, T, TIntegrator, THold>>(integrator, new(integrator));

    private IDevicePass<T, TDevice> Passes<T, TDevice, TIntegrator, TLinearisation>(
        TIntegrator integrator, TLinearisation linearisation)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
        where TIntegrator : unmanaged, IIntegrator<T>
        where TLinearisation : unmanaged, ILinearisation<TDevice, T> => Routes.IsOnline
            ? new OnlinePass<T, TDevice, TIntegrator, TLinearisation>(this, integrator, linearisation)
            : new UndersampledPass<T, TDevice, TIntegrator, TLinearisation>(this, integrator, linearisation);
}
