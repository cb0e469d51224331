using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// Explicit Euler: n micro-steps of h = dt / n an outer step, both variables from the same old state, each step clipped
/// to the device's bounds. The reference mode of Fehlings et al., arXiv 2505.17791, with n = 1000 for 1 us.
/// </summary>
/// <param name="step">The length of a micro-step, ms.</param>
/// <param name="microSteps">How many make an outer step.</param>
/// <param name="implicitSensitivity">
/// 1: the variational equation is stepped implicitly, D &lt;- (1 - h K)^-1 (D + h [0 b]), bounded where the loop is barely
/// stable. 0: literally, D &lt;- (1 + h K) D + h [0 b], the derivative of the loop itself, which explodes there.
/// </param>
public readonly struct Euler<TReal>(TReal step, int microSteps, int implicitSensitivity) : IFixedStepIntegrator<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TReal step = step;
    private readonly int microSteps = microSteps;
    private readonly int implicitSensitivity = implicitSensitivity;

    /// <inheritdoc/>
    public int MicroSteps => microSteps;

    /// <inheritdoc/>
    public DeviceState<TReal> Advance<TDevice>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
    {
        for (int i = 0; i < microSteps && !device.Fires(state.Potential); ++i)
            state = MicroStep(device, state, current);
        return state;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TReal> MicroStep<TDevice>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal> =>
        Clip.State<TDevice, TReal>(device, Stepped(state, device.Rates(state, current)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Jacobian<TReal> Sensitivity<TDevice, THold>(TDevice device, ref DeviceState<TReal> start, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        DeviceState<TReal> state = start;
        Partials<TReal> potential = new(one, zero, zero), @internal = new(zero, one, zero);
        for (int i = 0; i < microSteps && !device.Fires(state.Potential); ++i)
        {
            DeviceState<Dual<TReal, THold, Partials<TReal>>> rates =
                RateDifferentiation.Evaluate<TDevice, TReal, THold>(device, state, current);
            Dual<TReal, THold, Partials<TReal>> potentialRate = rates.Potential, internalRate = rates.Internal;
            Partials<TReal> k = step * potentialRate.Partials, l = step * internalRate.Partials;

            Partials<TReal> newPotential, newInternal;
            if (implicitSensitivity != 0)
            {
                // (1 - h K) D' = D + h [0 b], by Cramer's rule.
                Partials<TReal> driven = potential + new Partials<TReal>(zero, zero, k.ByInput);
                Partials<TReal> drivenInternal = @internal + new Partials<TReal>(zero, zero, l.ByInput);
                TReal a = one - k.ByPotential, d = one - l.ByInternal;
                TReal inverse = one / (a * d - k.ByInternal * l.ByPotential);
                newPotential = inverse * (d * driven + k.ByInternal * drivenInternal);
                newInternal = inverse * (l.ByPotential * driven + a * drivenInternal);
            }
            else
            {
                newPotential = potential + k.ByPotential * potential + k.ByInternal * @internal
                    + new Partials<TReal>(zero, zero, k.ByInput);
                newInternal = @internal + l.ByPotential * potential + l.ByInternal * @internal
                    + new Partials<TReal>(zero, zero, l.ByInput);
            }

            DeviceState<TReal> next = Stepped(state, new(potentialRate.Value, internalRate.Value));
            potential = Adjoint.ThroughClip(newPotential, Clip.Derivative(
                next.Potential, device.Lower.Potential, device.Upper.Potential, zero, zero));
            @internal = Adjoint.ThroughClip(newInternal, Clip.Derivative(
                next.Internal, device.Lower.Internal, device.Upper.Internal, zero, zero));
            state = Clip.State<TDevice, TReal>(device, next);
        }

        start = state;
        return new(potential, @internal);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DeviceState<TReal> Stepped(DeviceState<TReal> state, DeviceState<TReal> rates) =>
        new(state.Potential + step * rates.Potential, state.Internal + step * rates.Internal);
}
