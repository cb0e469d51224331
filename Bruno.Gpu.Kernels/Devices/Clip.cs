using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>Clipping to bounds, of a number or of each of several, and what its derivative is taken to be.</summary>
public static class Clip
{
    /// <summary>The value, clipped to [lower, upper]; NaN where it is infinite, since where an infinite rate leads to is no bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T value, T lower, T upper)
        where T : unmanaged, IArithmetic<T> =>
        // What is taken away is 0, which changes no bit, or NaN.
        T.WhereLess(value, lower, lower, T.WhereLess(upper, value, upper, value)) - (value - value);

    /// <summary>The value, which a bound holds against its rate; NaN where the rate is infinite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Held<T>(T value, T rate)
        where T : unmanaged, IArithmetic<T> => value - (rate - rate);

    /// <summary>1 strictly inside the bounds, and the given derivatives outside them and exactly on one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Derivative<T>(T value, T lower, T upper, T one, T outside, T onBound)
        where T : unmanaged, IArithmetic<T> => T.WhereLess(
            lower, value,
            T.WhereLess(value, upper, one, T.WhereLess(upper, value, outside, onBound)),
            T.WhereLess(value, lower, outside, onBound));
}
