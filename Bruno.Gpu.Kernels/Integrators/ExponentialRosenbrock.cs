using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// The exponential Rosenbrock-Euler method (Hochbruck and Ostermann, Acta Numerica 2010): N steps of h = dt / N an outer
/// step, order two with one evaluation of the rates a step. In the coordinates of <see cref="SplitDynamics{TReal}"/>,
/// <code>
/// dP = h phi1(h stiff) f + h^2 phi2(h stiff) coupling s,      dy = h phi1(h slow) s,      dV = dy + slope dP
/// phi1(z) = (e^z - 1) / z,      phi2(z) = (phi1(z) - 1) / z
/// </code>
/// plus the feedback of P on y where there is one. A step in which V meets 0, the threshold or a bound ends there; V may be
/// held at 0 or at a bound.
/// </summary>
/// <param name="step">The length of an outer step, ms.</param>
/// <param name="steps">How many steps make an outer step, apart from those that a crossing splits.</param>
public readonly struct ExponentialRosenbrock<TReal>(TReal step, int steps) : IPlanarIntegrator<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TReal step = step;
    private readonly int steps = steps;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public DeviceState<TReal> Advance<TDevice>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
    {
        TReal voltsPerInternal = StiffDirection.VoltsPerInternal<TDevice, TReal>(device);
        TReal potential = state.Potential, @internal = state.Internal;
        TReal full = step / TReal.From(steps), rest = full;
        int whole = 0;
        for (int i = 0; i < 2 * steps && whole < steps && !device.Fires(new DeviceState<TReal>(potential, @internal)); ++i)
        {
            StepOutcome<TReal> outcome = Step(device, potential, @internal, current, voltsPerInternal, rest, full);
            potential = outcome.Potential;
            @internal = outcome.Internal;
            whole += outcome.Next < full ? 0 : 1;
            rest = outcome.Next;
        }

        return new(potential, @internal);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> Sensitivity<TDevice, THold>(TDevice device, ref DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
        where THold : unmanaged, IHoldPolicy
    {
        TReal voltsPerInternal = StiffDirection.VoltsPerInternal<TDevice, TReal>(device);
        Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> sensitivity = Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>>.Identity;
        TReal potential = state.Potential, @internal = state.Internal;
        TReal full = step / TReal.From(steps), rest = full;
        int whole = 0;
        for (int i = 0; i < 2 * steps && whole < steps && !device.Fires(new DeviceState<TReal>(potential, @internal)); ++i)
        {
            StepOutcome<TReal> outcome = Step(device, potential, @internal, current, voltsPerInternal, rest, full);
            sensitivity = Variation.Propagate<TDevice, TReal, THold>(
                device, sensitivity, new(potential, @internal), outcome, current, voltsPerInternal);
            potential = outcome.Potential;
            @internal = outcome.Internal;
            whole += outcome.Next < full ? 0 : 1;
            rest = outcome.Next;
        }

        state = new(potential, @internal);
        return sensitivity;
    }

    /// <summary>One step; what a crossing leaves of it is the length of the next one.</summary>
    // For the attribute see AdaptiveRosenbrock.Step.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static StepOutcome<TReal> Step<TDevice>(
        TDevice device, TReal potential, TReal @internal, TReal current, TReal voltsPerInternal, TReal h, TReal full)
        where TDevice : unmanaged, IDevice<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>
    {
        TReal zero = TReal.From(0);
        TReal top = EventLocation.Top(FiringThreshold.Of<TDevice, TReal, DeviceState<TReal>, Matrix2<TReal>>(device), device.Upper.Potential);
        TReal bottom = device.Lower.Potential;

        SideOfZero<TReal> zeroSide = potential >= zero && potential <= zero
            ? SideOfZero<TReal>.AtZero(device, @internal, current)
            : SideOfZero<TReal>.Of(potential);
        RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> start = device.DifferentiateByState<Kept>(new DeviceState<TReal>(zeroSide.Evaluated, @internal), current);
        TReal startRate = start.Rates.Potential;
        bool isHeld = zeroSide.Held != 0
            || (potential >= top && startRate > zero) || (potential <= bottom && startRate < zero);
        SplitDynamics<TReal> dynamics = new(start, voltsPerInternal, isHeld);

        TReal taken = h, end = potential, level = zero, change = zero;
        TReal range = device.Upper.Potential - bottom;
        bool isAtEvent = false, isCoarse = false;
        for (; ; )
        {
            Increment<TReal> increment = dynamics.Over(taken);
            change = increment.Internal;
            end = potential + increment.Potential(dynamics.Slope);
            bool isUntrusted = SplitDynamics<TReal>.IsUnstable(dynamics, taken) || !(TReal.Abs(end - potential) <= range)
                || (isAtEvent && !(TReal.Abs(end - level) <= TReal.From(1e-3) * range));
            if (isUntrusted && !isCoarse)
            {
                dynamics = SplitDynamics<TReal>.Coarse(device, new(zeroSide.Evaluated, @internal), current, voltsPerInternal, isHeld);
                taken = h;
                isCoarse = true;
                isAtEvent = false;
                continue;
            }

            if (isAtEvent || isHeld || !EventLocation.IsPassed(zeroSide.Side, end, bottom, top))
                break;
            isAtEvent = true;
            level = EventLocation.Level(zeroSide.Side, end, bottom, top);
            // A step that returns to 0 ends there as it is.
            if (!EventLocation.IsReturnToZero(potential, level))
                taken = EventLocation.TimeTo(dynamics, level - potential, h);
        }

        return new(
            isHeld ? Clip.Held(potential, startRate) : isAtEvent ? level : end,
            Clip.Value(@internal + change, device.Lower.Internal, device.Upper.Internal),
            taken,
            taken < h ? h - taken : full);
    }
}
