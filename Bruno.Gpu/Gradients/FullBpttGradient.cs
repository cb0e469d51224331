using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// The whole network run and unrolled at the micro-step, inputs, synapses, currents and spikes included: the baseline of
/// some published savings. Every layer steps once a micro-step, inputs are repeated, decays of LIF neurons are spread over
/// the micro-steps, and all arrays of all steps are kept at once. It is another network than the one whose synapses step
/// once an outer step (a spike and the reset after it last a micro-step), so that its gradient is not comparable, only its
/// cost. Memory O(micro-steps) of the whole network, time O(micro-steps).
/// </summary>
public sealed record FullBpttGradient : IGradientMethod
{
    /// <inheritdoc/>
    public string Name => "bptt-full";

    /// <inheritdoc/>
    public bool NeedsMicroSteps => true;

    /// <inheritdoc/>
    public bool UnrollsNetwork => true;

    /// <inheritdoc/>
    public TemporalRoutes Routes => new() { KeepsAll = true };

    /// <inheritdoc/>
    public IDevicePass<T, TDevice> Load<T, TDevice, TState, TMatrix>(DevicePassContext context)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => new ExactGradient { Literal = true }.Load<T, TDevice, TState, TMatrix>(context);

    /// <inheritdoc/>
    public TResult Linearise<T, TDevice, TState, TMatrix, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TState, TMatrix, TResult> use)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => new ExactGradient { Literal = true }.Linearise(options, use);
}
