using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
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
public readonly struct Euler<TReal>(TReal step, int microSteps, int implicitSensitivity) : IIntegrator<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TReal step = step;
    private readonly int microSteps = microSteps;
    private readonly int implicitSensitivity = implicitSensitivity;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TReal> Advance<TDevice>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
    {
        for (int i = 0; i < microSteps && !device.Fires(state.Potential); ++i)
            state = MicroStep(device, state, current);
        return state;
    }

    /// <summary>One micro-step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TReal> MicroStep<TDevice>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal> =>
        Clip.State<TDevice, TReal>(device, Stepped(state, device.Rates(state, current)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Jacobian<TReal> Sensitivity<TDevice, THold>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        Jacobian<TReal> sensitivity = new(one, zero, zero, zero, one, zero);
        for (int i = 0; i < microSteps && !device.Fires(state.Potential); ++i)
        {
            RateJacobian<TReal> at = RateJacobian<TReal>.At<TDevice, THold>(device, state, current);
            sensitivity = implicitSensitivity != 0
                ? ImplicitStep(sensitivity, at.Derivatives)
                : LiteralStep(sensitivity, at.Derivatives);

            DeviceState<TReal> next = Stepped(state, at.Rates);
            sensitivity = Mask(
                sensitivity,
                Clip.Derivative(next.Potential, device.Lower.Potential, device.Upper.Potential, zero, zero),
                Clip.Derivative(next.Internal, device.Lower.Internal, device.Upper.Internal, zero, zero));
            state = Clip.State<TDevice, TReal>(device, next);
        }

        return sensitivity;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DeviceState<TReal> Stepped(DeviceState<TReal> state, DeviceState<TReal> rates) =>
        new(state.Potential + step * rates.Potential, state.Internal + step * rates.Internal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Jacobian<TReal> LiteralStep(Jacobian<TReal> d, Jacobian<TReal> k) => new(
        d.PotentialByPotential + step * (k.PotentialByPotential * d.PotentialByPotential + k.PotentialByInternal * d.InternalByPotential),
        d.PotentialByInternal + step * (k.PotentialByPotential * d.PotentialByInternal + k.PotentialByInternal * d.InternalByInternal),
        d.PotentialByCurrent + step * (k.PotentialByPotential * d.PotentialByCurrent + k.PotentialByInternal * d.InternalByCurrent + k.PotentialByCurrent),
        d.InternalByPotential + step * (k.InternalByPotential * d.PotentialByPotential + k.InternalByInternal * d.InternalByPotential),
        d.InternalByInternal + step * (k.InternalByPotential * d.PotentialByInternal + k.InternalByInternal * d.InternalByInternal),
        d.InternalByCurrent + step * (k.InternalByPotential * d.PotentialByCurrent + k.InternalByInternal * d.InternalByCurrent + k.InternalByCurrent));

    /// <summary>Solves (1 - h K) D' = D + h [0 b] by Cramer's rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Jacobian<TReal> ImplicitStep(Jacobian<TReal> d, Jacobian<TReal> k)
    {
        TReal one = TReal.From(1);
        TReal a = one - step * k.PotentialByPotential, b = -(step * k.PotentialByInternal);
        TReal c = -(step * k.InternalByPotential), e = one - step * k.InternalByInternal;
        TReal inverse = one / (a * e - b * c);
        a *= inverse;
        b *= inverse;
        c *= inverse;
        e *= inverse;

        TReal potentialByCurrent = d.PotentialByCurrent + step * k.PotentialByCurrent;
        TReal internalByCurrent = d.InternalByCurrent + step * k.InternalByCurrent;
        return new(
            e * d.PotentialByPotential - b * d.InternalByPotential,
            e * d.PotentialByInternal - b * d.InternalByInternal,
            e * potentialByCurrent - b * internalByCurrent,
            a * d.InternalByPotential - c * d.PotentialByPotential,
            a * d.InternalByInternal - c * d.PotentialByInternal,
            a * internalByCurrent - c * potentialByCurrent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Jacobian<TReal> Mask(Jacobian<TReal> d, TReal potential, TReal @internal) => new(
        Adjoint.Times(d.PotentialByPotential, potential),
        Adjoint.Times(d.PotentialByInternal, potential),
        Adjoint.Times(d.PotentialByCurrent, potential),
        Adjoint.Times(d.InternalByPotential, @internal),
        Adjoint.Times(d.InternalByInternal, @internal),
        Adjoint.Times(d.InternalByCurrent, @internal));
}
