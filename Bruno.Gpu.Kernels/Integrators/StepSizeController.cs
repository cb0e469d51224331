using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// Error control, apart from the method whose errors it judges and from the events that end steps: which steps are accepted, and how
/// long they are. A proportional controller (Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, II.4) for errors
/// of order three. Scalars and vectors of lanes are judged by the same lines, which have no branch.
/// </summary>
/// <param name="step">The length of an outer step, ms.</param>
/// <param name="tolerance">The largest error that a step may be estimated to make, V.</param>
public readonly struct StepSizeController<TReal>(TReal step, TReal tolerance)
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>The length of an outer step, ms.</summary>
    public readonly TReal Step = step;

    /// <summary>The largest error that a step may be estimated to make, V.</summary>
    public readonly TReal Tolerance = tolerance;

    /// <summary>The shortest step; a shorter one is made whatever its error.</summary>
    public TReal Shortest { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => TReal.From(1e-7) * Step; }

    /// <summary>
    /// Whether a step is accepted: 1 where its error is below the tolerance, 0 where it is rejected, -1 where no shorter step is left
    /// to try. An error that is not a number is not below it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal Acceptance(TReal error, TReal length) => TReal.WhereLess(
        error, Tolerance, TReal.From(1), TReal.WhereLess(Shortest, length, TReal.From(0), TReal.From(-1)));

    /// <summary>How long the step after one of this error should be, or the same one again where it is rejected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal Proposal(TReal error, TReal length)
    {
        TReal factor = Factor(error);
        return TReal.WhereLess(error, Tolerance, factor, Shortened(factor)) * length;
    }

    /// <summary>How much of the outer step an accepted step takes: its length, or all that is left where only a sliver would remain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Taken(TReal length, TReal remaining) =>
        TReal.WhereLess(length, TReal.From(0.999999) * remaining, length, remaining);

    /// <summary>The length of a step that wants to be so long: the rest of the outer step in one, or in two halves, rather than one and a sliver.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Fitted(TReal length, TReal remaining)
    {
        TReal half = TReal.From(0.5) * remaining;
        return TReal.WhereLess(length, half, length, TReal.WhereLess(length, TReal.From(0.99) * remaining, half, remaining));
    }

    /// <summary>
    /// The length of the first step of an outer step. Were the rate an exponential function, its rest beyond the linear
    /// part would be (df)^2 / (2 f), where df is the change of its linear part: h (stiff f + coupling s) at first, and in
    /// the end what takes f to the rate at which P follows the drift.
    /// </summary>
    /// <param name="dynamics">The dynamics at its start.</param>
    /// <param name="weight">Volts per unit of P.</param>
    // By value, for what AdaptiveRosenbrock says at Step.
    public TReal First(SplitDynamics<TReal> dynamics, TReal weight)
    {
        TReal rate = TReal.Abs(dynamics.InternalRate);
        TReal change = dynamics.Stiff * dynamics.InternalRate + dynamics.Coupling * dynamics.Drift;
        TReal square = weight * change * change;
        TReal stiff = TReal.Abs(dynamics.Stiff);
        TReal atOnce = TReal.From(6) * Tolerance * rate, inTheEnd = TReal.From(2) * Tolerance * rate * stiff * stiff * stiff;
        TReal whole = square * Step * Step * Step;
        if (TReal.AllLess(whole, atOnce) || TReal.AllLess(square, inTheEnd))
            return Step;
        TReal length = TReal.PowPositive(atOnce / square, TReal.From(1.0 / 3));
        return TReal.WhereLess(atOnce, whole, TReal.WhereLess(inTheEnd, square, length, Step), Step);
    }

    /// <summary>By how much the next step should be longer than one of this error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TReal Factor(TReal error) => TReal.WhereLess(
        TReal.From(1.0 / 125) * Tolerance, error, TReal.From(0.8) * CubeRoot(Tolerance / error), TReal.From(4));

    /// <summary>By how much a step that was rejected is shortened; also where the error is not a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TReal Shortened(TReal factor)
    {
        TReal half = TReal.From(0.5), least = TReal.From(0.1);
        return TReal.WhereLess(factor, half, TReal.WhereLess(least, factor, factor, least), half);
    }

    /// <summary>The cube root by two of Halley's steps from 1: within 1 % from 0.1 to 10, and towards 1 beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TReal CubeRoot(TReal value)
    {
        TReal two = TReal.From(2), root = (TReal.From(1) + two * value) / (two + value), cube = root * root * root;
        return root * ((cube + two * value) / (two * cube + value));
    }
}
