using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// Truncated backpropagation through time (Williams and Peng, Neural Computation 1990): time is cut into stretches of K
/// outer steps, counted from the start of a sequence, and no adjoint passes from a stretch to the one before: the loss of a step goes back
/// by 0 to K - 1 steps, not by a horizon that slides with it. What an outer step's derivative is, another method
/// says. Memory and time are those of that method.
/// </summary>
/// <param name="Linearisation">The method of an outer step.</param>
/// <param name="Steps">K, outer steps of a stretch.</param>
public sealed record TruncatedGradient(IGradientMethod Linearisation, int Steps) : IGradientMethod
{
    /// <inheritdoc/>
    public string Name => "truncated";

    /// <inheritdoc/>
    public bool NeedsMicroSteps => Linearisation.NeedsMicroSteps;

    /// <inheritdoc/>
    public TemporalRoutes Routes => new() { ForgetEvery = Steps };

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
