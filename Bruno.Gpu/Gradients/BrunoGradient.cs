using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// BRUNO, backpropagation running undersampled (Fehlings et al., arXiv 2505.17791): fine values, and the derivative of
/// one coarse explicit Euler step at the stored states,
/// <code>(V, P)' / (V, P, I) = M (1 + dt df/d(V, P), dt df/dI)</code>
/// see <see cref="CoarseLinearisation{TDevice,TReal,THold}"/>. Memory O(outer steps); time O(micro-steps) forward,
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
    public IDevicePass<T, TDevice> Load<T, TDevice>(DevicePassContext context)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T> => KeepRate
            ? context.Linearised<T, TDevice, CoarseLinearisation<TDevice, T, RatesKept>>(Coarse<T, TDevice, RatesKept>(context.Options))
            : context.Linearised<T, TDevice, CoarseLinearisation<TDevice, T, Held>>(Coarse<T, TDevice, Held>(context.Options));

    /// <inheritdoc/>
    public TResult Linearise<T, TDevice, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TResult> use)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T> => KeepRate
            ? use.With(Coarse<T, TDevice, RatesKept>(options))
            : use.With(Coarse<T, TDevice, Held>(options));

    private CoarseLinearisation<TDevice, T, THold> Coarse<T, TDevice, THold>(DeviceLayerOptions options)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
        where THold : unmanaged, IHoldPolicy =>
        new(T.From(options.OuterStepMilliseconds), T.From(PassClip ? 1 : 0), T.From(PassClip ? 1 : OnBound));
}
