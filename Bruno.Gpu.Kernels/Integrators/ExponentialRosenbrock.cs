using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;

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
public readonly struct ExponentialRosenbrock<TReal>(TReal step, int steps) : IIntegrator<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TReal step = step;
    private readonly int steps = steps;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public DeviceState<TReal> Advance<TDevice>(TDevice device, DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
    {
        TReal worth = StiffDirection.VoltsPerInternal<TDevice, TReal>(device);
        TReal potential = state.Potential, @internal = state.Internal;
        TReal full = step / TReal.From(steps), rest = full;
        int whole = 0;
        for (int i = 0; i < 2 * steps && whole < steps && !device.Fires(potential); ++i)
        {
            StepOutcome<TReal> outcome = Take(device, potential, @internal, current, worth, rest, full);
            potential = outcome.Potential;
            @internal = outcome.Internal;
            whole += outcome.Next < full ? 0 : 1;
            rest = outcome.Next;
        }

        return new(potential, @internal);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Jacobian<TReal> Sensitivity<TDevice, THold>(TDevice device, ref DeviceState<TReal> state, TReal current)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal worth = StiffDirection.VoltsPerInternal<TDevice, TReal>(device);
        Jacobian<TReal> sensitivity = Variation.Identity<TReal>();
        TReal potential = state.Potential, @internal = state.Internal;
        TReal full = step / TReal.From(steps), rest = full;
        int whole = 0;
        for (int i = 0; i < 2 * steps && whole < steps && !device.Fires(potential); ++i)
        {
            StepOutcome<TReal> outcome = Take(device, potential, @internal, current, worth, rest, full);
            sensitivity = Variation.Along<TDevice, TReal, THold>(
                device, sensitivity, new(potential, @internal), outcome, current, worth);
            potential = outcome.Potential;
            @internal = outcome.Internal;
            whole += outcome.Next < full ? 0 : 1;
            rest = outcome.Next;
        }

        state = new(potential, @internal);
        return sensitivity;
    }

    /// <summary>One step; what a crossing leaves of it is the length of the next one.</summary>
    // For the attribute see AdaptiveRosenbrock.Take.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static StepOutcome<TReal> Take<TDevice>(
        TDevice device, TReal potential, TReal @internal, TReal current, TReal worth, TReal h, TReal full)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
    {
        TReal zero = TReal.From(0);
        TReal top = device.Threshold < device.Upper.Potential ? device.Threshold : device.Upper.Potential;
        TReal bottom = device.Lower.Potential;

        Footing<TReal> footing = potential >= zero && potential <= zero
            ? Footing<TReal>.AtZero(device, @internal, current)
            : Footing<TReal>.Away(potential);
        DeviceState<Dual<TReal, Kept>> start = device.Rates(
            RateDifferentiation.State<TReal, Kept>(new(footing.Evaluated, @internal)),
            RateDifferentiation.Input<TReal, Kept>(current));
        Dual<TReal, Kept> startPotential = start.Potential, startInternal = start.Internal;
        bool isHeld = footing.Held != 0
            || (potential >= top && startPotential.Value > zero) || (potential <= bottom && startPotential.Value < zero);
        SplitDynamics<TReal> dynamics = new(startPotential, startInternal, worth, isHeld);

        TReal taken = h, end = potential, level = zero, change = zero;
        TReal range = device.Upper.Potential - bottom;
        bool hasMet = false, isCoarse = false;
        for (; ; )
        {
            Increment<TReal> increment = dynamics.Over(taken);
            change = increment.Internal;
            end = potential + increment.Potential(dynamics.Slope);
            bool isAstray = SplitDynamics<TReal>.Grows(dynamics, taken) || !(TReal.Abs(end - potential) <= range)
                || (hasMet && !(TReal.Abs(end - level) <= TReal.From(1e-3) * range));
            if (isAstray && !isCoarse)
            {
                dynamics = SplitDynamics<TReal>.Coarse(device, new(footing.Evaluated, @internal), current, worth, isHeld);
                taken = h;
                isCoarse = true;
                hasMet = false;
                continue;
            }

            if (hasMet || isHeld || !(footing.Side * end < zero || end > top || end < bottom))
                break;
            hasMet = true;
            level = footing.Side * end < zero ? zero : end > top ? top : bottom;
            // Where V left 0 and came back within the step, the step ends at 0 as it is.
            if (potential < zero || potential > zero || level < zero || level > zero)
                taken = SplitDynamics<TReal>.TimeTo(dynamics, level - potential, h);
        }

        return new(
            isHeld ? potential : hasMet ? level : end,
            Clip.Value(@internal + change, device.Lower.Internal, device.Upper.Internal),
            taken,
            taken < h ? h - taken : full);
    }
}
