using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// BRUNO, backpropagation running undersampled (Fehlings et al., arXiv 2505.17791): fine values, and the derivative of
/// one coarse explicit Euler step at the stored states,
/// <code>(V, P)' / (V, P, I) = M (1 + dt df/d(V, P), dt df/dI)</code>
/// see <see cref="CoarseLinearisation{TDevice,TReal,TState,TMatrix,THold}"/>. Memory O(outer steps); time O(micro-steps) forward,
/// O(outer steps) backward.
/// </summary>
public sealed record BrunoGradient : IGradientMethod
{
    /// <inheritdoc/>
    public string Name => PassClip ? "pass" : "bruno";

    /// <summary>
    /// Keeps the derivative of rates that the model marks (FeLIF's switching rate). The gradient explodes with it;
    /// it is here for comparison.
    /// </summary>
    public bool KeepRate { get; init; }

    /// <summary>Lets the gradient pass where the coarse step leaves the bounds, instead of masking it.</summary>
    public bool PassClip { get; init; }

    /// <summary>The derivative of the mask exactly on a bound, 0 to 1.</summary>
    public double OnBound { get; init; }

    /// <inheritdoc/>
    public TResult Linearise<T, TDevice, TState, TMatrix, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TState, TMatrix, TResult> use)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => KeepRate
            ? use.With(Coarse<T, TDevice, TState, TMatrix, RatesKept>(options))
            : use.With(Coarse<T, TDevice, TState, TMatrix, Held>(options));

    private CoarseLinearisation<TDevice, T, TState, TMatrix, THold> Coarse<T, TDevice, TState, TMatrix, THold>(DeviceLayerOptions options)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where THold : unmanaged, IHoldPolicy =>
        new(T.From(options.OuterStepMilliseconds), T.From(PassClip ? 1 : 0), T.From(PassClip ? 1 : OnBound));
}
