using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>How long the steps of <see cref="AdaptiveRosenbrock{TReal}"/> are.</summary>
/// <param name="step">The length of an outer step, ms.</param>
/// <param name="tolerance">The largest error that a step may be estimated to make, V.</param>
public readonly struct StepControl<TReal>(TReal step, TReal tolerance)
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>The length of an outer step, ms.</summary>
    public readonly TReal Step = step;

    /// <summary>The largest error that a step may be estimated to make, V.</summary>
    public readonly TReal Tolerance = tolerance;

    /// <summary>The shortest step; a shorter one is made whatever its error.</summary>
    public TReal Shortest { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => TReal.From(1e-7) * Step; }

    /// <summary>By how much the next step should be longer than one of this error, which is of order three.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal Factor(TReal error) => TReal.WhereLess(
        TReal.From(1.0 / 125) * Tolerance, error, TReal.From(0.8) * CubeRoot(Tolerance / error), TReal.From(4));

    /// <summary>How much shorter a step must be that has failed; also where the error is not a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Shortened(TReal factor)
    {
        TReal half = TReal.From(0.5), least = TReal.From(0.1);
        return TReal.WhereLess(factor, half, TReal.WhereLess(least, factor, factor, least), half);
    }

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
    // By value, for what AdaptiveRosenbrock says at Take.
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

    /// <summary>The cube root by two of Halley's steps from 1: within 1 % from 0.1 to 10, and towards 1 beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TReal CubeRoot(TReal value)
    {
        TReal two = TReal.From(2), root = (TReal.From(1) + two * value) / (two + value), cube = root * root * root;
        return root * ((cube + two * value) / (two * cube + value));
    }
}
