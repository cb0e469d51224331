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
        where TLinearisation : unmanaged, ILinearisation<TDevice, T> =>
        Options.Integration.Use(new LinearisedUse<T, TDevice, TLinearisation>(this, linearisation));

    /// <summary>Passes that differentiate what the integrator computes.</summary>
    /// <param name="isStored">Whether derivatives are stored in the forward pass, or computed again in the backward pass.</param>
    public IDevicePass<T, TDevice> Fine<T, TDevice, THold>(bool isStored)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
        where THold : unmanaged, IHoldPolicy => Options.Integration.Use(new FineUse<T, TDevice, THold>(this, isStored));

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

    private sealed record LinearisedUse<T, TDevice, TLinearisation>(DevicePassContext Context, TLinearisation Linearisation)
        : IIntegratorUse<T, IDevicePass<T, TDevice>>
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
        where TLinearisation : unmanaged, ILinearisation<TDevice, T>
    {
        public IDevicePass<T, TDevice> With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T> => Context.Passes<T, TDevice, TIntegrator, TLinearisation>(integrator, Linearisation);
    }

    private sealed record FineUse<T, TDevice, THold>(DevicePassContext Context, bool IsStored) : IIntegratorUse<T, IDevicePass<T, TDevice>>
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
        where THold : unmanaged, IHoldPolicy
    {
        public IDevicePass<T, TDevice> With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T> => Context.Fine<T, TDevice, TIntegrator, THold>(integrator, IsStored);
    }
}
