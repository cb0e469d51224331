using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>
/// BRUNO (Fehlings et al., arXiv 2505.17791): the value of an outer step is the fine integration, its derivative that
/// of one explicit Euler step of the whole length dt, at the stored undersampled state,
/// <code>J = M (1 + dt df/dx, dt df/dI)</code>
/// where M masks a row whose coarse value leaves the device's bounds. Memory O(outer steps), time O(outer steps).
/// </summary>
/// <typeparam name="THold"><see cref="Held"/>: the switching rate has no derivative; <see cref="RatesKept"/>: it has; <see cref="Kept"/>: all has.</typeparam>
/// <param name="step">The length of an outer step, ms.</param>
/// <param name="outside">The derivative of the clip outside the bounds: 0 masks, 1 passes.</param>
/// <param name="onBound">The derivative of the clip exactly on a bound.</param>
public readonly struct CoarseLinearisation<TDevice, TReal, TState, TMatrix, THold>(
    TReal step, TReal outside, TReal onBound) : ILinearisation<TDevice, TReal, TState, TMatrix>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    where TReal : unmanaged, IReal<TReal>
    where THold : unmanaged, IHoldPolicy
{
    private readonly TReal step = step;
    private readonly TReal outside = outside;
    private readonly TReal onBound = onBound;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Jacobian<TReal, TState, TMatrix> Linearise(TDevice device, TState state, TReal current, int index)
    {
        RateDerivatives<TReal, TState, TMatrix> rates = device.Differentiate<THold>(state, current);
        TReal one = TReal.From(1);
        TState clip = Clip.Derivative(
            state + step * rates.Rates, device.Lower, device.Upper, TState.All(one), TState.All(outside), TState.All(onBound));
        ClipMap<TReal, TState> map = new(clip);
        return new((TMatrix.Diagonal(one) + step * rates.ByState).Each(map), map.Of(step * rates.ByInput));
    }
}
