using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// Backpropagation through time (Werbos, Proceedings of the IEEE 1990) through every micro-step, whose states are all on
/// the tape; the input is held over the outer step. With x = (V, P), the adjoint a of the state after a micro-step gives
/// <code>a &lt;- M (1 + h df/dx)^T a,   dL/dI += M h (df/dI)^T a</code>
/// where M masks what a clip cut off. Memory O(micro-steps), eight bytes a neuron and micro-step in float32; time
/// O(micro-steps).
/// </summary>
public sealed record BpttGradient : IGradientMethod
{
    /// <inheritdoc/>
    public string Name => "bptt";

    /// <inheritdoc/>
    public bool NeedsMicroSteps => true;

    /// <inheritdoc/>
    public IDevicePass<T, TDevice> Load<T, TDevice, TState, TMatrix>(DevicePassContext context)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => new CheckpointedPass<T, TDevice, TState, TMatrix>(context, interval: 1);

    /// <inheritdoc/>
    public TResult Linearise<T, TDevice, TState, TMatrix, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TState, TMatrix, TResult> use)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => new ExactGradient { Literal = true }.Linearise(options, use);
}
