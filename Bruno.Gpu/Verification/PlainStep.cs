using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Verification;

/// <summary>An integrator with a linearisation.</summary>
/// <param name="integrator">The integrator.</param>
/// <param name="linearisation">The derivative of a step.</param>
/// <param name="isSensitive">Whether states are those that come with sensitivities: the same but for the last digit.</param>
internal readonly struct PlainStep<TDevice, T, TState, TMatrix, TIntegrator, TLinearisation>(TIntegrator integrator, TLinearisation linearisation, bool isSensitive)
    : IPlainStep<TDevice, T, TState, TMatrix>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>
    where TLinearisation : unmanaged, ILinearisation<TDevice, T, TState, TMatrix>
{
    private readonly TIntegrator integrator = integrator;
    private readonly TLinearisation linearisation = linearisation;

    /// <inheritdoc/>
    public TState Advance(TDevice device, TState state, T current)
    {
        if (!isSensitive)
            return integrator.Advance(device, state, current);
        integrator.Sensitivity<Kept>(device, ref state, current);
        return state;
    }

    /// <inheritdoc/>
    public Jacobian<T, TState, TMatrix> Linearise(TDevice device, TState state, T current) => linearisation.Linearise(device, state, current, 0);
}
