using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// What ends a step before its time: V meets 0, where currents may jump, the threshold or a bound. Which level is met, and when, apart
/// from the error control and the method of the step.
/// </summary>
// What only steps with an event need is not inlined by force: it would use up the budget of the steps without one.
public static class EventLocation
{
    private const int RootIterations = 12;

    /// <summary>The level that ends steps upwards, V: the threshold, or the upper bound where that is lower.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Top<TReal>(TReal threshold, TReal bound)
        where TReal : unmanaged, IReal<TReal> => TReal.WhereLess(threshold, bound, threshold, bound);

    /// <summary>Whether a step that ends at a potential has passed a level.</summary>
    /// <param name="side">The side of 0 that it started from, 1 or -1.</param>
    /// <param name="end">The potential at its end, V.</param>
    /// <param name="bottom">The lower bound, V.</param>
    /// <param name="top">See <see cref="Top"/>, V.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPassed<TReal>(TReal side, TReal end, TReal bottom, TReal top)
        where TReal : unmanaged, IReal<TReal> => side * end < TReal.From(0) || end > top || end < bottom;

    /// <summary>The level that such a step has passed, V; see <see cref="IsPassed"/>.</summary>
    public static TReal Level<TReal>(TReal side, TReal end, TReal bottom, TReal top)
        where TReal : unmanaged, IReal<TReal> => side * end < TReal.From(0) ? TReal.From(0) : end > top ? top : bottom;

    /// <summary>Whether V left 0 and came back within the step: when, its prediction cannot tell.</summary>
    public static bool IsReturnToZero<TReal>(TReal start, TReal level)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0);
        return !(start < zero || start > zero || level < zero || level > zero);
    }

    /// <summary>Whether a correction moves an event so little in time that the rates at its prediction tell by how much.</summary>
    /// <param name="shift">By how much, ms.</param>
    /// <param name="stiff">The eigenvalue along the stiff direction, 1/ms.</param>
    /// <param name="length">The length of the step, ms.</param>
    public static bool IsSmall<TReal>(TReal shift, TReal stiff, TReal length)
        where TReal : unmanaged, IReal<TReal> =>
        TReal.Abs(shift) <= TReal.From(0.1) * length && TReal.Abs(shift * stiff) <= TReal.From(0.5);

    /// <summary>
    /// When, within a step of length h that passes it, the predicted potential is <paramref name="distance"/> from the
    /// start: the method of false position, with the weight of a bound that stays halved (the Illinois rule).
    /// </summary>
    // With a copy of the dynamics: its address must not be taken, or the compiler keeps it in memory throughout.
    public static TReal TimeTo<TReal>(SplitDynamics<TReal> dynamics, TReal distance, TReal h)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal half = TReal.From(0.5), zero = TReal.From(0);
        TReal early = zero, late = h;
        TReal atEarly = -distance, atLate = dynamics.Over(h).Potential(dynamics.Slope) - distance;
        TReal enough = TReal.From(1e-6) * (TReal.Abs(atEarly) + TReal.Abs(atLate));
        TReal time = h;
        int stayed = 0;
        for (int i = 0; i < RootIterations; ++i)
        {
            time = early + (late - early) * (atEarly / (atEarly - atLate));
            TReal at = dynamics.Over(time).Potential(dynamics.Slope) - distance;
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
