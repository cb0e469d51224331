using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
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
    public IDevicePass<T, TDevice> Linearised<T, TDevice, TState, TMatrix, TLinearisation>(TLinearisation linearisation)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where TLinearisation : unmanaged, ILinearisation<TDevice, T, TState, TMatrix> =>
        Options.Integration.Use(new LinearisedUse<T, TDevice, TState, TMatrix, TLinearisation>(this, linearisation));

    /// <summary>Passes that differentiate what the integrator computes.</summary>
    /// <param name="isStored">Whether derivatives are stored in the forward pass, or computed again in the backward pass.</param>
    public IDevicePass<T, TDevice> Fine<T, TDevice, TState, TMatrix, THold>(bool isStored)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where THold : unmanaged, IHoldPolicy => Options.Integration.Use(new FineUse<T, TDevice, TState, TMatrix, THold>(this, isStored));

    /// <summary>Passes that differentiate what an integrator computes.</summary>
    public IDevicePass<T, TDevice> Fine<T, TDevice, TState, TMatrix, TIntegrator, THold>(TIntegrator integrator, bool isStored)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>
        where THold : unmanaged, IHoldPolicy => isStored && !Routes.IsOnline
            ? new StoredPass<T, TDevice, TState, TMatrix, TIntegrator, THold>(this, integrator)
            : Passes<T, TDevice, TState, TMatrix, TIntegrator, FineLinearisation<TDevice, T, TState, TMatrix, TIntegrator, THold>>(integrator, new(integrator));

    private IDevicePass<T, TDevice> Passes<T, TDevice, TState, TMatrix, TIntegrator, TLinearisation>(
        TIntegrator integrator, TLinearisation linearisation)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>
        where TLinearisation : unmanaged, ILinearisation<TDevice, T, TState, TMatrix> => Routes.IsOnline
            ? new OnlinePass<T, TDevice, TState, TMatrix, TIntegrator, TLinearisation>(this, integrator, linearisation)
            : new UndersampledPass<T, TDevice, TState, TMatrix, TIntegrator, TLinearisation>(this, integrator, linearisation);

    private sealed record LinearisedUse<T, TDevice, TState, TMatrix, TLinearisation>(DevicePassContext Context, TLinearisation Linearisation)
        : IIntegratorUse<T, TDevice, TState, TMatrix, IDevicePass<T, TDevice>>
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where TLinearisation : unmanaged, ILinearisation<TDevice, T, TState, TMatrix>
    {
        public IDevicePass<T, TDevice> With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix> => Context.Passes<T, TDevice, TState, TMatrix, TIntegrator, TLinearisation>(integrator, Linearisation);
    }

    private sealed record FineUse<T, TDevice, TState, TMatrix, THold>(DevicePassContext Context, bool IsStored) : IIntegratorUse<T, TDevice, TState, TMatrix, IDevicePass<T, TDevice>>
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where THold : unmanaged, IHoldPolicy
    {
        public IDevicePass<T, TDevice> With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix> => Context.Fine<T, TDevice, TState, TMatrix, TIntegrator, THold>(integrator, IsStored);
    }
}
