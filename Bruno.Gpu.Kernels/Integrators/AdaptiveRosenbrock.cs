using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// The exponential Rosenbrock method exprb32 (Hochbruck and Ostermann, Acta Numerica 2010) with steps of a length that
/// follows its error estimate: order three with two evaluations of the rates a step, of which one with derivatives. In
/// the coordinates of <see cref="SplitDynamics{TReal}"/>, from the prediction of <see cref="ExponentialRosenbrock{TReal}"/>,
/// <code>
/// P &lt;- P + 2 h phi3(h stiff) (f' - f - stiff dP - h coupling s)      y &lt;- y + h / 3 (s' - s - slow dy - feedback dP)
/// </code>
/// with f' and s' at the predicted state. What is added is the estimate of the error, in volts. Where V meets 0, the
/// threshold or a bound, a step ends; V may be held at 0 or at a bound.
/// </summary>
/// <param name="step">The length of an outer step, ms.</param>
/// <param name="tolerance">The largest error that a step may be estimated to make, V.</param>
public readonly struct AdaptiveRosenbrock<TReal>(TReal step, TReal tolerance) : IPlanarIntegrator<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>The most evaluations that an outer step may take under control; what then remains is one step.</summary>
    public const int MaxTrials = 10_000;

    // Flat, not a StepSizeController: ILGPU 1.5.3 confuses structs whose fields are the same when flattened.
    private readonly TReal step = step;
    private readonly TReal tolerance = tolerance;

    /// <summary>How long steps are.</summary>
    public StepSizeController<TReal> Control { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(step, tolerance); }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public DeviceState<TReal> Advance<TDevice>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
    {
        TReal zero = TReal.From(0);
        TReal voltsPerInternal = StiffDirection.VoltsPerInternal<TDevice, TReal>(device);
        TReal potential = state.Potential, @internal = state.Internal, remaining = step, next = zero;
        int trials = MaxTrials;
        while (remaining > zero && !device.Fires(new DeviceState<TReal>(potential, @internal)))
        {
            StepOutcome<TReal> outcome = Step(device, potential, @internal, current, voltsPerInternal, remaining, next, ref trials);
            potential = outcome.Potential;
            @internal = outcome.Internal;
            next = outcome.Next;
            remaining -= outcome.Taken;
        }

        return new(potential, @internal);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> Sensitivity<TDevice, THold>(TDevice device, ref DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0);
        TReal voltsPerInternal = StiffDirection.VoltsPerInternal<TDevice, TReal>(device);
        Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> sensitivity = Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>>.Identity;
        TReal potential = state.Potential, @internal = state.Internal, remaining = step, next = zero;
        int trials = MaxTrials;
        while (remaining > zero && !device.Fires(new DeviceState<TReal>(potential, @internal)))
        {
            StepOutcome<TReal> outcome = Step(device, potential, @internal, current, voltsPerInternal, remaining, next, ref trials);
            sensitivity = Variation.Propagate<TDevice, TReal, THold>(
                device, sensitivity, new(potential, @internal), outcome, current, voltsPerInternal);
            potential = outcome.Potential;
            @internal = outcome.Internal;
            next = outcome.Next;
            remaining -= outcome.Taken;
        }

        state = new(potential, @internal);
        return sensitivity;
    }

    /// <summary>One accepted step, after as many trials as it takes.</summary>
    /// <param name="device">The device.</param>
    /// <param name="potential">V at its start.</param>
    /// <param name="internal">P at its start.</param>
    /// <param name="current">The current, nA.</param>
    /// <param name="voltsPerInternal">See <see cref="StiffDirection"/>.</param>
    /// <param name="remaining">What is left of the outer step, ms.</param>
    /// <param name="proposal">How long it should be, ms; 0 at the beginning of an outer step.</param>
    /// <param name="trials">How many evaluations are left under control.</param>
    // The .NET compiler inlines up to a budget, beyond which even an addition is a call, and keeps a struct in registers
    // unless its address is taken. So what is rare is in methods of its own, to which the dynamics go by value, and
    // AggressiveOptimization does without the profile that would have it inline the device's equations here. Kernel
    // compilers inline everything in any case.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public StepOutcome<TReal> Step<TDevice>(
        TDevice device, TReal potential, TReal @internal, TReal current, TReal voltsPerInternal, TReal remaining, TReal proposal,
        ref int trials)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
    {
        TReal zero = TReal.From(0), half = TReal.From(0.5);
        StepSizeController<TReal> control = Control;
        TReal top = EventLocation.Top(FiringThreshold.Of<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>(device), device.Upper.Potential);
        TReal bottom = device.Lower.Potential, lower = device.Lower.Internal, upper = device.Upper.Internal;

        SideOfZero<TReal> zeroSide = potential >= zero && potential <= zero
            ? SideOfZero<TReal>.AtZero(device, @internal, current)
            : SideOfZero<TReal>.Of(potential);
        TReal side = zeroSide.Side;
        RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> start = device.DifferentiateByState<Kept>(new DeviceState<TReal>(zeroSide.Evaluated, @internal), current);
        TReal startRate = start.Rates.Potential;
        bool isHeld = zeroSide.Held != 0
            || (potential >= top && startRate > zero) || (potential <= bottom && startRate < zero);
        SplitDynamics<TReal> dynamics = new(start, voltsPerInternal, isHeld);
        TReal slope = dynamics.Slope, weight = TReal.Abs(slope) > voltsPerInternal ? TReal.Abs(slope) : voltsPerInternal;

        TReal shortest = control.Shortest;
        TReal length = proposal > zero ? proposal : control.First(dynamics, weight);
        length = length > shortest ? length : shortest;
        TReal planned = length, level = zero, gap = zero;
        bool isAtEvent = false, isCoarse = false;
        for (; ; )
        {
            bool isForced = trials <= 0;
            TReal h = isAtEvent ? length
                : isForced ? length < half * remaining ? length : remaining
                : StepSizeController<TReal>.Fitted(length, remaining);
            Increment<TReal> predicted = dynamics.Over(h);
            TReal end = potential + predicted.Potential(slope);
            bool isUntrusted = SplitDynamics<TReal>.IsUnstable(dynamics, h);
            if (isAtEvent)
            {
                // Derivatives that say nothing of what is beyond the state do not tell the time either.
                TReal missed = TReal.Abs(end - level);
                if (!(missed <= control.Tolerance + TReal.From(1e-3) * TReal.Abs(level - potential)))
                {
                    isUntrusted = true;
                    gap = missed;
                    h = planned;
                }

                end = level;
            }
            else if (!isHeld && EventLocation.IsPassed(side, end, bottom, top))
            {
                isAtEvent = true;
                planned = h;
                length = h;
                level = EventLocation.Level(side, end, bottom, top);
                if (EventLocation.IsReturnToZero(potential, level))
                    gap = TReal.Abs(end);
                else
                    length = EventLocation.TimeTo(dynamics, level - potential, h);
                continue;
            }

            --trials;
            DeviceState<TReal> rates = device.Rates(
                new DeviceState<TReal>(SideOfZero<TReal>.Keep(side, end), Clip.Value(@internal + predicted.Internal, lower, upper)),
                current);
            Correction<TReal> correction = new(dynamics, predicted, rates, h, isHeld);
            TReal internalCorrection = correction.Internal, driftCorrection = correction.Drift;
            TReal error = gap + correction.Error(weight);
            if (isHeld)
                error += half * h * Released(zeroSide, rates.Potential, potential);

            TReal acceptance = control.Acceptance(error, h), next = control.Proposal(error, h);
            if (!isForced && acceptance >= zero && acceptance <= zero)
            {
                length = next;
                isAtEvent = false;
                gap = zero;
                continue;
            }

            // Even the shortest step would follow derivatives to where they do not hold.
            if ((isUntrusted ? acceptance < zero : !(error >= zero)) && !isForced && !isCoarse)
            {
                dynamics = SplitDynamics<TReal>.Coarse(device, new(zeroSide.Evaluated, @internal), current, voltsPerInternal, isHeld);
                slope = dynamics.Slope;
                length = shortest;
                isCoarse = true;
                isAtEvent = false;
                gap = zero;
                continue;
            }

            internalCorrection = isCoarse ? zero : internalCorrection;
            driftCorrection = isCoarse ? zero : driftCorrection;
            TReal newInternal = @internal + predicted.Internal + internalCorrection;
            TReal newPotential = potential + predicted.Drift + driftCorrection
                + slope * (predicted.Internal + internalCorrection);
            if (isAtEvent)
            {
                // The correction moves the crossing a little in time.
                TReal internalRate = rates.Internal + dynamics.Stiff * internalCorrection;
                TReal potentialRate = rates.Potential + slope * (internalRate - rates.Internal);
                TReal shift = (level - newPotential) / potentialRate;
                if (EventLocation.IsSmall(shift, dynamics.Stiff, h))
                {
                    newInternal += shift * internalRate;
                    h += shift;
                }

                newPotential = level;
                next = next > planned ? next : planned;
            }

            // What is still not a number will not become one, and shows.
            bool isLost = !(error >= zero);
            newPotential = isLost ? error : newPotential;
            return new(
                isHeld ? Clip.Held(potential, startRate) : Clip.Value(newPotential, bottom, top),
                Clip.Value(newInternal, lower, upper),
                isForced || isLost ? remaining : StepSizeController<TReal>.Taken(h, remaining),
                next);
        }
    }

    /// <summary>By how much the rate that V would have, V/ms, is beyond what holds it.</summary>
    private static TReal Released(SideOfZero<TReal> zeroSide, TReal rate, TReal potential)
    {
        TReal zero = TReal.From(0);
        if (zeroSide.Held == 0)
            return potential * rate < zero ? TReal.Abs(rate) : zero;
        return rate > zero ? rate : rate < -zeroSide.Jump ? -zeroSide.Jump - rate : zero;
    }
}
