using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// E-prop (Bellec et al., Nature Communications 2020): instead of adjoints that go back in time, every synapse carries an
/// eligibility trace forwards, e = dx/dw of its neuron's state x = (V, P), and meets a learning signal L at each step,
/// <code>e &lt;- df/dx e + df/dI z,   dL/dw = sum over steps of L_k e_V,k</code>
/// L comes from the loss through the layers of that step alone, with the weights of the forward pass (symmetric e-prop).
/// For one layer of neurons without recurrence this is the gradient of the linearisation itself, in another order; what
/// goes through other neurons' spikes of earlier steps is left out. Decays of LIF neurons and the encoder are not trained.
/// Where the loss is known at the end of the sequence only, the sequence is run a second time. Memory O(batch synapses),
/// whatever the horizon; time O(micro-steps + synapses outer steps).
/// </summary>
/// <param name="Linearisation">The method of an outer step.</param>
public sealed record EpropGradient(IGradientMethod Linearisation) : IGradientMethod
{
    /// <inheritdoc/>
    public string Name => "eprop";

    /// <inheritdoc/>
    public bool NeedsMicroSteps => Linearisation.NeedsMicroSteps;

    /// <inheritdoc/>
    public TemporalRoutes Routes => new() { CarriesAdjoints = false, IsOnline = true };

    /// <inheritdoc/>
    public IDevicePass<T, TDevice> Load<T, TDevice, TState, TMatrix>(DevicePassContext context)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => Linearisation.Load<T, TDevice, TState, TMatrix>(context);

    /// <inheritdoc/>
    public TResult Linearise<T, TDevice, TState, TMatrix, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TState, TMatrix, TResult> use)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => Linearisation.Linearise(options, use);
}
