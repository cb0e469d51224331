using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// Spatial learning through time (Meng et al., ICCV 2023): the routes from a step to the one before are dropped, so that
/// <code>dL/dI_k = dL/ds_k  ds_k/dV_k  dV_k/dI_k</code>
/// and a step is backpropagated through the layers alone. SLTT-K does so at K steps of each sequence only, drawn anew for
/// every pass. A current-based LIF neuron answers its drive a step late, through its synaptic current; that one step
/// belongs to the spatial route. What an outer step's derivative is, another method says. Memory as that method's, because
/// most losses are known at the end of the sequence only; backward time O(outer steps), or O(K).
/// </summary>
/// <param name="Linearisation">The method of an outer step.</param>
/// <param name="ChosenSteps">K; none for all steps.</param>
public sealed record SlttGradient(IGradientMethod Linearisation, int? ChosenSteps = null) : IGradientMethod
{
    /// <inheritdoc/>
    public string Name => ChosenSteps is null ? "sltt" : "sltt-k";

    /// <inheritdoc/>
    public bool NeedsMicroSteps => Linearisation.NeedsMicroSteps;

    /// <inheritdoc/>
    public TemporalRoutes Routes => new() { CarriesAdjoints = false, ChosenSteps = ChosenSteps };

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
