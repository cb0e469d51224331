using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// The exact gradient from the undersampled tape: each outer step is recomputed from its stored state together with the
/// sensitivities D of its fine map. Under explicit Euler, with K and b the Jacobian of the rates,
/// <code>D &lt;- (1 - h K)^-1 (D + h [0 b])</code>
/// stepped implicitly, which keeps them bounded where the explicit loop is barely stable; the literal variant,
/// <c>D &lt;- (1 + h K) D + h [0 b]</c>, is the derivative of the loop as it stands; other integrators have rules of their
/// own, as stable as they are. See
/// <see cref="FineLinearisation{TDevice,TReal,TState,TMatrix,TIntegrator,THold}"/>. Memory O(outer steps), time O(micro-steps).
/// </summary>
public sealed record ExactGradient : IGradientMethod
{
    /// <inheritdoc/>
    public string Name => Literal ? "exact-literal" : "exact";

    /// <inheritdoc/>
    public bool NeedsMicroSteps => Literal;

    /// <summary>Differentiates the explicit loop literally, which equals full backpropagation through every micro-step.</summary>
    public bool Literal { get; init; }

    /// <summary>Stops the derivative of quantities that the model marks (FeLIF's switching rate); for comparison.</summary>
    public bool HoldRate { get; init; }

    /// <summary>
    /// Computes sensitivities beside the forward pass and stores them, 24 bytes a neuron and outer step in float32, instead
    /// of computing each outer step again in the backward pass.
    /// </summary>
    public bool Stored { get; init; }

    /// <inheritdoc/>
    public IDevicePass<T, TDevice> Load<T, TDevice, TState, TMatrix>(DevicePassContext context)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        if (!Literal)
            return HoldRate ? context.Fine<T, TDevice, TState, TMatrix, Held>(Stored) : context.Fine<T, TDevice, TState, TMatrix, Kept>(Stored);
        Euler<T, TDevice, TState, TMatrix> integrator = context.Options.MicroStepped<T, TDevice, TState, TMatrix>();
        return HoldRate
            ? context.Fine<T, TDevice, TState, TMatrix, Euler<T, TDevice, TState, TMatrix>, Held>(integrator, Stored)
            : context.Fine<T, TDevice, TState, TMatrix, Euler<T, TDevice, TState, TMatrix>, Kept>(integrator, Stored);
    }

    /// <inheritdoc/>
    public TResult Linearise<T, TDevice, TState, TMatrix, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TState, TMatrix, TResult> use)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        if (!Literal)
            return HoldRate ? options.Integration.Use(new FineUse<T, TDevice, TState, TMatrix, Held, TResult>(use)) : options.Integration.Use(new FineUse<T, TDevice, TState, TMatrix, Kept, TResult>(use));
        Euler<T, TDevice, TState, TMatrix> integrator = options.MicroStepped<T, TDevice, TState, TMatrix>();
        return HoldRate
            ? use.With(new FineLinearisation<TDevice, T, TState, TMatrix, Euler<T, TDevice, TState, TMatrix>, Held>(integrator))
            : use.With(new FineLinearisation<TDevice, T, TState, TMatrix, Euler<T, TDevice, TState, TMatrix>, Kept>(integrator));
    }

    private sealed record FineUse<T, TDevice, TState, TMatrix, THold, TResult>(ILinearisationUse<T, TDevice, TState, TMatrix, TResult> Use) : IIntegratorUse<T, TDevice, TState, TMatrix, TResult>
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where THold : unmanaged, IHoldPolicy
    {
        public TResult With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix> => Use.With(new FineLinearisation<TDevice, T, TState, TMatrix, TIntegrator, THold>(integrator));
    }
}
