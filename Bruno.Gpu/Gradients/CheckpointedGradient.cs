using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// The gradient of <see cref="BpttGradient"/> with recomputation between checkpoints (Griewank, Optimization Methods and
/// Software 1992; Chen et al., arXiv 1604.06174). With L micro-steps, n of them an outer step, and c from one checkpoint to
/// the next, memory is O(L / c + c): c = n, or c = sqrt(L) for the least, O(sqrt(L)). Time O(L), a forward pass more than
/// without checkpoints. Beyond n outer steps the least memory takes segments besides.
/// </summary>
public sealed record CheckpointedGradient : IGradientMethod
{
    /// <inheritdoc/>
    public string Name => "checkpointed";

    /// <inheritdoc/>
    public bool NeedsMicroSteps => true;

    /// <summary>Where states are kept.</summary>
    public CheckpointPlacement Placement { get; init; }

    /// <inheritdoc/>
    public IDevicePass<T, TDevice> Load<T, TDevice, TState, TMatrix>(DevicePassContext context)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        int perStep = context.Options.MicroSteps;
        double root = Math.Sqrt((double)perStep * context.Plan.TapeSteps);
        int interval = Placement == CheckpointPlacement.Sqrt ? (int)Math.Min(Math.Ceiling(root), perStep) : perStep;
        return new CheckpointedPass<T, TDevice, TState, TMatrix>(context, interval);
    }

    /// <inheritdoc/>
    public TResult Linearise<T, TDevice, TState, TMatrix, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TState, TMatrix, TResult> use)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => new ExactGradient { Literal = true }.Linearise(options, use);
}
