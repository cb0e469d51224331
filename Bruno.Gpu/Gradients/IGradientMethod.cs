using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>How a pass through a layer of devices becomes gradients. Independent of device, network and loss.</summary>
public interface IGradientMethod
{
    /// <summary>The name that <c>--gradient</c> takes.</summary>
    string Name { get; }

    /// <summary>Which ways back through time the whole network takes.</summary>
    TemporalRoutes Routes => TemporalRoutes.All;

    /// <summary>Whether it goes back through the micro-steps of explicit Euler, and needs that integrator.</summary>
    bool NeedsMicroSteps => false;

    /// <summary>Whether the whole network steps once a micro-step, inputs and synapses included.</summary>
    bool UnrollsNetwork => false;

    /// <summary>Compiles the passes for a device model; where nothing else is said, those that go back by <see cref="Linearise"/>.</summary>
    IDevicePass<T, TDevice> Load<T, TDevice, TState, TMatrix>(DevicePassContext context)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> =>
        Linearise(context.Options, new LinearisedPasses<T, TDevice, TState, TMatrix>(context));

    /// <summary>
    /// The derivative of an outer step from the state it starts in, for what goes back through the undersampled tape besides the passes:
    /// that of the method, or the same number without what its passes keep.
    /// </summary>
    /// <param name="options">How the layer is run.</param>
    /// <param name="use">Receives it.</param>
    TResult Linearise<T, TDevice, TState, TMatrix, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TState, TMatrix, TResult> use)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>;
}
