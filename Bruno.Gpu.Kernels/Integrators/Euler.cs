using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// Explicit Euler: n micro-steps of h = dt / n an outer step, all variables from the same old state, each step clipped
/// to the device's bounds. The reference mode of Fehlings et al., arXiv 2505.17791, with n = 1000 for 1 us.
/// </summary>
/// <param name="step">The length of a micro-step, ms.</param>
/// <param name="microSteps">How many make an outer step.</param>
/// <param name="implicitSensitivity">
/// 1: the variational equation is stepped implicitly, D &lt;- (1 - h K)^-1 (D + h [0 b]), bounded where the loop is barely
/// stable. 0: literally, D &lt;- (1 + h K) D + h [0 b], the derivative of the loop itself, which explodes there.
/// </param>
public readonly struct Euler<TReal, TDevice, TState, TMatrix>(TReal step, int microSteps, int implicitSensitivity)
    : IFixedStepIntegrator<TReal, TDevice, TState, TMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    private readonly TReal step = step;
    private readonly int microSteps = microSteps;
    private readonly int implicitSensitivity = implicitSensitivity;

    /// <inheritdoc/>
    public int MicroSteps => microSteps;

    /// <inheritdoc/>
    public TState Advance(TDevice device, TState state, TReal current)
    {
        for (int i = 0; i < microSteps && !device.Fires(state); ++i)
            state = MicroStep(device, state, current);
        return state;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState MicroStep(TDevice device, TState state, TReal current) =>
        Clip.Value(state + step * device.Rates(state, current), device.Lower, device.Upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Jacobian<TReal, TState, TMatrix> Sensitivity<THold>(TDevice device, ref TState start, TReal current)
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0);
        TState none = TState.All(zero), all = TState.All(TReal.From(1)), state = start;
        Jacobian<TReal, TState, TMatrix> sensitivity = Jacobian<TReal, TState, TMatrix>.Identity;
        for (int i = 0; i < microSteps && !device.Fires(state); ++i)
        {
            RateDerivatives<TReal, TState, TMatrix> rates = device.Differentiate<THold>(state, current);
            TState next = state + step * rates.Rates;
            TState clip = Clip.Derivative(next, device.Lower, device.Upper, all, none, none);
            TMatrix k = step * rates.ByState;
            TState b = step * rates.ByInput;
            if (implicitSensitivity != 0)
            {
                ImplicitStep<TReal, TState, TMatrix> map = new(new(TMatrix.Diagonal(TReal.From(1)) - k), clip);
                sensitivity = new(sensitivity.ByState.Each(map), map.Of(sensitivity.ByInput + b));
            }
            else
            {
                sensitivity = Literal(sensitivity, k, b, clip);
            }

            state = Clip.Value(next, device.Lower, device.Upper);
        }

        start = state;
        return sensitivity;
    }

    /// <summary>A step of the variational equation, literally.</summary>
    /// <param name="sensitivity">D.</param>
    /// <param name="k">h K.</param>
    /// <param name="b">h b.</param>
    /// <param name="clip">The derivative of the clip of each variable.</param>
    // A method of its own, because the .NET compiler inlines up to a budget, beyond which even an addition is a call: what is left
    // of it in the loop is for the implicit step.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Jacobian<TReal, TState, TMatrix> Literal(
        Jacobian<TReal, TState, TMatrix> sensitivity, TMatrix k, TState b, TState clip) => new(
        sensitivity.ByState.Each(new ExplicitStep<TReal, TState, TMatrix>(k, TState.All(TReal.From(0)), clip)),
        new ExplicitStep<TReal, TState, TMatrix>(k, b, clip).Of(sensitivity.ByInput));
}
