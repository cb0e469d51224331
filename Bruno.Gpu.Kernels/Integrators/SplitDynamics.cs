using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// A device's dynamics around a state, in the coordinates that separate what is stiff from what is slow: the internal
/// variable P, and y = V - slope P, where (slope, 1) is the <see cref="StiffDirection"/>. For a ferroelectric capacitor y
/// is the charge over the capacitance. With f = dP/dt and s = dy/dt,
/// <code>
/// dP/dt = f + stiff (P - P_0) + coupling (y - y_0) + ...
/// dy/dt = s + slow (y - y_0) + feedback (P - P_0) + ...
/// </code>
/// where the feedback is 0 along the eigenvector. Everything follows from one evaluation of the device's rates with dual
/// numbers. The potential may be pinned, at 0 or at a bound, and P then moves alone.
/// </summary>
public readonly struct SplitDynamics<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>A potential that is 0 but has a sign, V.</summary>
    private const double SmallestPotential = 1e-30;

    private const int RootIterations = 12;

    private readonly TReal potential;
    private readonly TReal @internal;
    private readonly TReal internalRate;
    private readonly TReal driftRate;
    private readonly TReal stiff;
    private readonly TReal slow;
    private readonly TReal coupling;
    private readonly TReal feedback;
    private readonly TReal slope;
    private readonly TReal side;
    private readonly TReal holdAbove;
    private readonly TReal holdBelow;
    private readonly int pinned;

    /// <summary>Expands the rates around a state.</summary>
    /// <param name="potential">V.</param>
    /// <param name="internal">P.</param>
    /// <param name="rates">The rates there and their derivatives.</param>
    /// <param name="voltsPerInternal">See <see cref="StiffDirection"/>.</param>
    /// <param name="side">The sign of V; at 0 that of the side which V moves to.</param>
    /// <param name="pinned">1 where the potential cannot move.</param>
    /// <param name="holdAbove">A pinned potential stays while its free rate is above this,</param>
    /// <param name="holdBelow">and below this.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SplitDynamics(
        TReal potential, TReal @internal, DeviceState<Dual<TReal, Kept>> rates, TReal voltsPerInternal, TReal side,
        int pinned, TReal holdAbove, TReal holdBelow)
    {
        Dual<TReal, Kept> potentialRate = rates.Potential, internalRate = rates.Internal;
        Partials<TReal> k = potentialRate.Partials, l = internalRate.Partials;
        TReal zero = TReal.From(0);
        this.potential = potential;
        this.@internal = @internal;
        this.side = side;
        this.pinned = pinned;
        this.holdAbove = holdAbove;
        this.holdBelow = holdBelow;
        this.internalRate = internalRate.Value;
        if (pinned != 0)
        {
            slope = zero;
            stiff = l.ByInternal;
            slow = zero;
            coupling = zero;
            feedback = zero;
            driftRate = zero;
        }
        else
        {
            slope = StiffDirection.Slope(k.ByPotential, k.ByInternal, l.ByPotential, l.ByInternal, voltsPerInternal);
            stiff = l.ByInternal + slope * l.ByPotential;
            slow = k.ByPotential - slope * l.ByPotential;
            coupling = l.ByPotential;
            feedback = slope > zero || slope < zero ? zero : k.ByInternal;
            driftRate = potentialRate.Value - slope * internalRate.Value;
        }
    }

    /// <summary>P at the start.</summary>
    public TReal Internal => @internal;

    /// <summary>V at the start.</summary>
    public TReal Potential => potential;

    /// <summary>dP/dt at the start.</summary>
    public TReal InternalRate => internalRate;

    /// <summary>dy/dt at the start.</summary>
    public TReal DriftRate => driftRate;

    /// <summary>The stiff eigenvalue, 1/ms.</summary>
    public TReal Stiff => stiff;

    /// <summary>d(dP/dt)/dy.</summary>
    public TReal Coupling => coupling;

    /// <summary>Volts per unit of P along the stiff direction.</summary>
    public TReal Slope => slope;

    /// <summary>Whether the potential cannot move: it is held at 0 by currents that change sign there, or at a bound.</summary>
    public bool IsPinned => pinned != 0;

    /// <summary>Expands the rates around a state and finds out whether the potential can move.</summary>
    public static SplitDynamics<TReal> Around<TDevice>(
        TDevice device, TReal potential, TReal @internal, TReal current, TReal voltsPerInternal)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1), far = TReal.From(1e30);
        bool atZero = potential >= zero && potential <= zero;
        TReal evaluated = atZero ? TReal.From(SmallestPotential) : potential;
        DeviceState<Dual<TReal, Kept>> rates =
            RateDifferentiation.Evaluate<TDevice, TReal, Kept>(device, new(evaluated, @internal), current);
        Dual<TReal, Kept> above = rates.Potential;
        TReal side = potential < zero ? -one : one;
        int pinned = 0;
        TReal holdAbove = -far, holdBelow = far;
        if (atZero)
        {
            // Just above 0 V moves up, just below it down, or both point to 0, which then holds it.
            TReal below = device.Rates<TReal>(new(-evaluated, @internal), current).Potential;
            if (above.Value < zero && below > zero)
            {
                pinned = 1;
                holdBelow = zero;
                holdAbove = above.Value - below;
            }
            else if (above.Value < zero)
            {
                side = -one;
                rates = RateDifferentiation.Evaluate<TDevice, TReal, Kept>(device, new(-evaluated, @internal), current);
            }
        }
        else if (potential >= device.Upper.Potential && above.Value > zero)
        {
            pinned = 1;
            holdAbove = zero;
        }
        else if (potential <= device.Lower.Potential && above.Value < zero)
        {
            pinned = 1;
            holdBelow = zero;
        }

        return new(potential, @internal, rates, voltsPerInternal, side, pinned, holdAbove, holdBelow);
    }

    /// <summary>
    /// The exponential Rosenbrock-Euler step of length h: P exactly for the linear part and a constant drift; y by
    /// phi functions of the slow eigenvalue, which a rational function replaces that neither overshoots nor overflows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Increment<TReal> Over(TReal h)
    {
        TReal one = TReal.From(1), half = TReal.From(0.5);
        TReal z = h * stiff, phi1, phi2, phi3;
        if (TReal.Abs(z) < one)
        {
            phi3 = TReal.SmallPhi3(z);
            phi2 = half + z * phi3;
            phi1 = one + z * phi2;
        }
        else
        {
            TReal inverse = one / z;
            phi1 = (TReal.Exp(z) - one) * inverse;
            phi2 = (phi1 - one) * inverse;
            phi3 = (phi2 - half) * inverse;
        }

        TReal ramp = h * coupling * driftRate;
        TReal @internal = h * (phi1 * internalRate + phi2 * ramp);
        TReal mean = h * (phi2 * internalRate + phi3 * ramp);

        // 1 / phi1(x) = 1 - x / 2 + x^2 / 12 + O(x^4); 1 / (2 phi2(x)) = 1 - x / 3 + x^2 / 36 + O(x^3).
        TReal x = h * slow;
        TReal free = driftRate / (one + x * (TReal.From(1.0 / 12) * x - half));
        TReal fed = feedback * mean / (one + x * (TReal.From(1.0 / 36) * x - TReal.From(1.0 / 3)));
        return new(@internal, h * (free + fed), phi3);
    }

    /// <summary>What the nonlinear rest of the drift adds to y over a step at whose end it is <paramref name="rest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal DriftCorrection(TReal h, TReal rest) =>
        h * rest / (TReal.From(3) + TReal.From(0.75) * h * TReal.Abs(slow));

    /// <summary>The rest of dP/dt at the end of a step, beyond what the step assumed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal InternalRest(TReal h, Increment<TReal> step, TReal rate) =>
        rate - internalRate - stiff * step.Internal - h * coupling * driftRate;

    /// <summary>The rest of dy/dt at the end of a step, beyond what the step assumed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal DriftRest(Increment<TReal> step, TReal potentialRate, TReal rate) => pinned != 0
        ? TReal.From(0)
        : potentialRate - slope * rate - driftRate - slow * step.Drift - feedback * step.Internal;

    /// <summary>By how much the free rate at the end of a step of a pinned potential is beyond what holds it, V/ms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal Release(TReal potentialRate) => pinned == 0
        ? TReal.From(0)
        : potentialRate > holdBelow ? potentialRate - holdBelow
        : potentialRate < holdAbove ? holdAbove - potentialRate : TReal.From(0);

    /// <summary>What a step to this potential meets first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Crossing Meets<TDevice>(TDevice device, TReal end)
        where TDevice : unmanaged, IDevice<TDevice, TReal>
    {
        if (pinned != 0)
            return Crossing.None;
        if (side * end < TReal.From(0))
            return Crossing.Zero;
        if (end > Level(device, Crossing.Top))
            return Crossing.Top;
        return end < device.Lower.Potential ? Crossing.Bottom : Crossing.None;
    }

    /// <summary>The potential of a crossing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Level<TDevice>(TDevice device, Crossing crossing)
        where TDevice : unmanaged, IDevice<TDevice, TReal> => crossing switch
        {
            Crossing.Top => device.Threshold < device.Upper.Potential ? device.Threshold : device.Upper.Potential,
            Crossing.Bottom => device.Lower.Potential,
            _ => TReal.From(0),
        };

    /// <summary>A potential on the side that the step started on, where it would have another sign or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal OnSide(TReal value) =>
        side * value > TReal.From(0) ? value : side * TReal.From(SmallestPotential);

    /// <summary>
    /// When, within a step of length h that passes it, the predicted potential is at a level: the method of false
    /// position, with the weight of a bound that stays halved (the Illinois rule).
    /// </summary>
    public TReal TimeTo(TReal level, TReal h)
    {
        TReal half = TReal.From(0.5), zero = TReal.From(0);
        TReal early = zero, late = h;
        TReal atEarly = potential - level, atLate = atEarly + Over(h).Potential(slope);
        TReal enough = TReal.From(1e-6) * (TReal.Abs(atEarly) + TReal.Abs(atLate));
        TReal time = h;
        int stayed = 0;
        for (int i = 0; i < RootIterations; ++i)
        {
            time = early + (late - early) * (atEarly / (atEarly - atLate));
            TReal at = potential - level + Over(time).Potential(slope);
            if (TReal.Abs(at) <= enough)
                return time;
            bool isLate = at > zero ? atLate > zero : atLate < zero;
            if (isLate)
            {
                late = time;
                atLate = at;
                atEarly = stayed > 0 ? half * atEarly : atEarly;
                stayed = 1;
            }
            else
            {
                early = time;
                atEarly = at;
                atLate = stayed < 0 ? half * atLate : atLate;
                stayed = -1;
            }
        }

        return time;
    }
}
