using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// The coarse step in both directions, an ablation (Fehlings et al., arXiv 2505.17791): the forward pass is one explicit
/// Euler step of length dt an outer step, and the backward pass BRUNO's derivative of it. It does not learn, because the
/// coarse values have little to do with the device. Memory and time O(outer steps).
/// </summary>
public sealed record CoarseGradient : IGradientMethod
{
    /// <inheritdoc/>
    public string Name => "coarse";

    /// <inheritdoc/>
    public IDevicePass<T, TDevice> Load<T, TDevice, TState, TMatrix>(DevicePassContext context)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> =>
        ((IGradientMethod)new BrunoGradient()).Load<T, TDevice, TState, TMatrix>(context with { Options = context.Options with { Integrator = IntegratorKind.Euler, MicroSteps = 1 } });

    /// <inheritdoc/>
    public TResult Linearise<T, TDevice, TState, TMatrix, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TState, TMatrix, TResult> use)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => new BrunoGradient().Linearise(options, use);
}
