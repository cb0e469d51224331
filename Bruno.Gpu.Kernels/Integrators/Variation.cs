using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// The variational equation dD/dt = K D + [0 0 b] along an accepted step, its length held: K and b are the mean of those
/// at both ends, the step is exponential in the coordinates of the <see cref="StiffDirection"/> of that mean. As stable as
/// the steps themselves however long they are, order two.
/// <para>The derivative of a clip is 0 on the bound. A potential held at 0 counts as free, as in the derivative of ever
/// shorter Euler steps, which keep it there by turns: the hold is a dead zone of some picoampere, and without a derivative
/// in it no silent neuron would ever learn.</para>
/// </summary>
public static class Variation
{
    /// <summary>The derivative of doing nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<Partials<TReal>> Identity<TReal>()
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        return new(new(one, zero, zero), new(zero, one, zero));
    }

    /// <summary>The sensitivities after a step, row by row.</summary>
    /// <param name="device">The device.</param>
    /// <param name="sensitivity">The sensitivities before it.</param>
    /// <param name="start">The state before it.</param>
    /// <param name="outcome">The step.</param>
    /// <param name="current">The current, nA.</param>
    /// <param name="voltsPerInternal">See <see cref="StiffDirection"/>.</param>
    public static DeviceState<Partials<TReal>> Propagate<TDevice, TReal, THold>(
        TDevice device, DeviceState<Partials<TReal>> sensitivity, DeviceState<TReal> start, StepOutcome<TReal> outcome, TReal current,
        TReal voltsPerInternal)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0), one = TReal.From(1), h = outcome.Taken;
        DeviceState<TReal> end = new(outcome.Potential, outcome.Internal);
        RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> before = device.Differentiate<THold>(start, current);
        RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> after = device.Differentiate<THold>(end, current);
        TReal rate = before.Rates.Internal;
        DeviceState<Partials<TReal>> rates = Mean(before, after);
        Split(rates, h, voltsPerInternal, out TReal slope, out TReal z, out TReal x);

        // A step of a small error hardly lets a deviation grow more than e-fold: its ends lie in a feature that it steps over
        // (see SplitDynamics.Coarse).
        if (z > one || x > one)
        {
            rates = Mean(
                device.Differentiate<Held>(start, current),
                device.Differentiate<Held>(end, current));
            Split(rates, h, voltsPerInternal, out slope, out z, out x);
        }

        // A P that starts on a bound and does not leave it has left its past behind.
        bool stays = (start.Internal <= device.Lower.Internal && rate <= zero)
            || (start.Internal >= device.Upper.Internal && rate >= zero);

        // Nothing moves a V that stays at a bound.
        Partials<TReal> none = new(zero, zero, zero);
        bool isHeld = (start.Potential <= device.Lower.Potential && outcome.Potential <= device.Lower.Potential)
            || (start.Potential >= device.Upper.Potential && outcome.Potential >= device.Upper.Potential);
        if (isHeld)
        {
            rates = new(none, rates.Internal);
            Split(rates, h, voltsPerInternal, out slope, out z, out x);
        }

        Partials<TReal> k = rates.Potential, l = rates.Internal;
        Partials<TReal> potential = isHeld ? none : sensitivity.Potential;
        Partials<TReal> @internal = stays ? none : sensitivity.Internal;

        TReal feedback = slope > zero || slope < zero ? zero : k.ByInternal;
        TReal phi1 = Phi1(z), phi2 = Phi2(z, phi1);
        Partials<TReal> y = potential - slope * @internal;
        Partials<TReal> input = new(zero, zero, k.ByInput - slope * l.ByInput);
        Partials<TReal> inputToInternal = new(zero, zero, l.ByInput);
        Partials<TReal> change = Phi1(x) * (x * y + h * input)
            + (h * feedback) * (phi1 * @internal + (phi2 * h) * (l.ByPotential * y + inputToInternal));

        // P is driven by y, which moves from its old to its new value along a line.
        @internal = @internal + phi1 * (z * @internal + (h * l.ByPotential) * y + h * inputToInternal)
            + (h * l.ByPotential * phi2) * change;
        potential = y + change + slope * @internal;

        return new(
            ThroughClip(potential, Inside(outcome.Potential, device.Lower.Potential, device.Upper.Potential)),
            ThroughClip(@internal, Inside(outcome.Internal, device.Lower.Internal, device.Upper.Internal)));
    }

    /// <summary>The derivatives of the rates, in the mean of both ends of a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DeviceState<Partials<TReal>> Mean<TReal>(
        RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> before, RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> after)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal half = TReal.From(0.5);
        Matrix2<TReal> k = half * (before.ByState + after.ByState);
        DeviceState<TReal> v = k[0], p = k[1], i = half * (before.ByInput + after.ByInput);
        return new(new(v.Potential, p.Potential, i.Potential), new(v.Internal, p.Internal, i.Internal));
    }

    /// <summary>The stiff direction of the rates, and a step times the eigenvalue along it and times the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split<TReal>(DeviceState<Partials<TReal>> rates, TReal h, TReal voltsPerInternal, out TReal slope, out TReal z, out TReal x)
        where TReal : unmanaged, IReal<TReal>
    {
        Partials<TReal> k = rates.Potential, l = rates.Internal;
        slope = StiffDirection.Slope(k.ByPotential, k.ByInternal, l.ByPotential, l.ByInternal, voltsPerInternal);
        z = h * (l.ByInternal + slope * l.ByPotential);
        x = h * StiffDirection.OtherEigenvalue(k.ByPotential, l.ByPotential, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Partials<TReal> ThroughClip<TReal>(Partials<TReal> row, TReal clipDerivative)
        where TReal : unmanaged, IReal<TReal> => Adjoint.Each<TReal, Partials<TReal>>(row, Partials<TReal>.All(clipDerivative));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TReal Inside<TReal>(TReal value, TReal lower, TReal upper)
        where TReal : unmanaged, IReal<TReal> =>
        Clip.Derivative(value, lower, upper, TReal.From(1), TReal.From(0), TReal.From(0));

    /// <summary>(e^z - 1) / z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TReal Phi1<TReal>(TReal z)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal one = TReal.From(1);
        return TReal.Abs(z) < one
            ? one + z * (TReal.From(0.5) + z * TReal.SmallPhi3(z))
            : (TReal.Exp(z) - one) / z;
    }

    /// <summary>(phi1(z) - 1) / z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TReal Phi2<TReal>(TReal z, TReal phi1)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal one = TReal.From(1);
        return TReal.Abs(z) < one ? TReal.From(0.5) + z * TReal.SmallPhi3(z) : (phi1 - one) / z;
    }
}
