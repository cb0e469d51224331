using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>
/// BRUNO (Fehlings et al., arXiv 2505.17791): the value of an outer step is the fine integration, its derivative that
/// of one explicit Euler step of the whole length dt, at the stored undersampled state,
/// <code>J = M (1 + dt df/d(V, P), dt df/dI)</code>
/// where M masks a row whose coarse value leaves the device's bounds. Memory O(outer steps), time O(outer steps).
/// </summary>
/// <typeparam name="THold"><see cref="Held"/>: the switching rate has no derivative; <see cref="RatesKept"/>: it has; <see cref="Kept"/>: all has.</typeparam>
/// <param name="step">The length of an outer step, ms.</param>
/// <param name="outside">The derivative of the clip outside the bounds: 0 masks, 1 passes.</param>
/// <param name="onBound">The derivative of the clip exactly on a bound.</param>
public readonly struct CoarseLinearisation<TDevice, TReal, THold>(
    TReal step, TReal outside, TReal onBound) : ILinearisation<TDevice, TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal>
    where TReal : unmanaged, IReal<TReal>
    where THold : unmanaged, IHoldPolicy
{
    private readonly TReal step = step;
    private readonly TReal outside = outside;
    private readonly TReal onBound = onBound;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Jacobian<TReal> Linearise(TDevice device, DeviceState<TReal> state, TReal current, int index)
    {
        DeviceState<Dual<TReal, THold, Partials<TReal>>> rates =
            RateDifferentiation.Evaluate<TDevice, TReal, THold>(device, state, current);
        Dual<TReal, THold, Partials<TReal>> potentialRate = rates.Potential, internalRate = rates.Internal;
        TReal potential = Clip.Derivative(
            state.Potential + step * potentialRate.Value, device.Lower.Potential, device.Upper.Potential, outside, onBound);
        TReal @internal = Clip.Derivative(
            state.Internal + step * internalRate.Value, device.Lower.Internal, device.Upper.Internal, outside, onBound);

        TReal zero = TReal.From(0), one = TReal.From(1);
        return new(
            Adjoint.ThroughClip(new Partials<TReal>(one, zero, zero) + step * potentialRate.Partials, potential),
            Adjoint.ThroughClip(new Partials<TReal>(zero, one, zero) + step * internalRate.Partials, @internal));
    }
}
