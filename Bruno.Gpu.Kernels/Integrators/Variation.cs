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
    /// <summary>The sensitivities after a step.</summary>
    /// <param name="device">The device.</param>
    /// <param name="sensitivity">The sensitivities before it.</param>
    /// <param name="start">The state before it.</param>
    /// <param name="outcome">The step.</param>
    /// <param name="current">The current, nA.</param>
    /// <param name="voltsPerInternal">See <see cref="StiffDirection"/>.</param>
    public static Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> Propagate<TDevice, TReal, THold>(
        TDevice device, Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> sensitivity, DeviceState<TReal> start, StepOutcome<TReal> outcome, TReal current,
        TReal voltsPerInternal)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0), one = TReal.From(1), h = outcome.Taken;
        DeviceState<TReal> none = new(zero, zero), end = new(outcome.Potential, outcome.Internal), lower = device.Lower, upper = device.Upper;
        Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> rates = Mean<TDevice, TReal, THold>(device, start, end, current, out TReal rate);
        Split(rates.ByState, h, voltsPerInternal, out TReal slope, out TReal z, out TReal x);

        // A step of a small error hardly lets a deviation grow more than e-fold: its ends lie in a feature that it steps over
        // (see SplitDynamics.Coarse).
        if (z > one || x > one)
        {
            rates = Mean<TDevice, TReal, Held>(device, start, end, current, out _);
            Split(rates.ByState, h, voltsPerInternal, out slope, out z, out x);
        }

        // A P that starts on a bound and does not leave it has left its past behind.
        bool stays = (start.Internal <= lower.Internal && rate <= zero) || (start.Internal >= upper.Internal && rate >= zero);

        // Nothing moves a V that stays at a bound.
        bool isHeld = (start.Potential <= lower.Potential && outcome.Potential <= lower.Potential)
            || (start.Potential >= upper.Potential && outcome.Potential >= upper.Potential);
        DeviceState<TReal> byPotential = rates.ByState[0], byInternal = rates.ByState[1], byInput = rates.ByInput;
        if (isHeld)
        {
            byPotential = new(zero, byPotential.Internal);
            byInternal = new(zero, byInternal.Internal);
            byInput = new(zero, byInput.Internal);
            Split(new Matrix2<TReal>(byPotential, byInternal), h, voltsPerInternal, out slope, out z, out x);
        }

        DeviceState<TReal> past = new(isHeld ? zero : one, stays ? zero : one);
        DeviceState<TReal> clip = Clip.Derivative(end, lower, upper, new(one, one), none, none);
        TReal phi1 = Phi1(z), feedback = slope > zero || slope < zero ? zero : byInternal.Potential;
        VariationStep<TReal> step = new(h, slope, z, x, phi1, Phi2(z, phi1), Phi1(x), byPotential.Internal, feedback);
        DeviceState<TReal> first = sensitivity.ByState[0], second = sensitivity.ByState[1], third = sensitivity.ByInput;
        return new(
            new(Adjoint.Each<TReal, DeviceState<TReal>>(step.Over(Adjoint.Each<TReal, DeviceState<TReal>>(first, past), none), clip),
                Adjoint.Each<TReal, DeviceState<TReal>>(step.Over(Adjoint.Each<TReal, DeviceState<TReal>>(second, past), none), clip)),
            Adjoint.Each<TReal, DeviceState<TReal>>(step.Over(Adjoint.Each<TReal, DeviceState<TReal>>(third, past), byInput), clip));
    }

    /// <summary>The derivatives of the rates, in the mean of both ends of a step, and the rate of P at its start.</summary>
    private static Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> Mean<TDevice, TReal, THold>(
        TDevice device, DeviceState<TReal> start, DeviceState<TReal> end, TReal current, out TReal rate)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
    {
        RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> before = device.Differentiate<THold>(start, current);
        RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> after = device.Differentiate<THold>(end, current);
        rate = before.Rates.Internal;
        TReal half = TReal.From(0.5);
        return new(half * (before.ByState + after.ByState), half * (before.ByInput + after.ByInput));
    }

    /// <summary>The stiff direction of the rates, and a step times the eigenvalue along it and times the other.</summary>
    private static void Split<TReal>(Matrix2<TReal> byState, TReal h, TReal voltsPerInternal, out TReal slope, out TReal z, out TReal x)
        where TReal : unmanaged, IReal<TReal>
    {
        DeviceState<TReal> byPotential = byState[0], byInternal = byState[1];
        slope = StiffDirection.Slope(byPotential.Potential, byInternal.Potential, byPotential.Internal, byInternal.Internal, voltsPerInternal);
        z = h * (byInternal.Internal + slope * byPotential.Internal);
        x = h * StiffDirection.OtherEigenvalue(byPotential.Potential, byPotential.Internal, slope);
    }

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
