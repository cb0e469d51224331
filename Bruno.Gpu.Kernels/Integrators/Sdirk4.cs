using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// The coefficients of a diagonally implicit Runge-Kutta method of order four with five stages, L-stable, whose last stage is the result
/// (Hairer and Wanner, Solving Ordinary Differential Equations II, table IV.6.5): each stage has the weight 1/4 in itself. They are chosen in the
/// precision of the kernel: devices without doubles run it too.
/// </summary>
public static class Sdirk4
{
    /// <summary>How many stages there are.</summary>
    public const int Stages = 5;

    /// <summary>The weight of each stage in itself.</summary>
    public const double Weight = 0.25;

    /// <summary>When a stage is, from 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Time<TReal>(int stage)
        where TReal : unmanaged, IReal<TReal> => stage == 0 ? TReal.From(0.25) : stage == 1 ? TReal.From(0.75) : stage == 2 ? TReal.From(0.55) : stage == 3 ? TReal.From(0.5) : TReal.From(1);

    /// <summary>The weight of a stage in the second one; it counts where it is earlier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal InSecond<TReal>(int stage)
        where TReal : unmanaged, IReal<TReal> => TReal.From(0.5);

    /// <summary>The weight of a stage in the third one, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal InThird<TReal>(int stage)
        where TReal : unmanaged, IReal<TReal> => stage == 0 ? TReal.From(17.0 / 50) : TReal.From(-1.0 / 25);

    /// <summary>The weight of a stage in the fourth one, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal InFourth<TReal>(int stage)
        where TReal : unmanaged, IReal<TReal> => stage == 0 ? TReal.From(371.0 / 1360) : stage == 1 ? TReal.From(-137.0 / 2720) : TReal.From(15.0 / 544);

    /// <summary>The weight of a stage in the last one, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal InLast<TReal>(int stage)
        where TReal : unmanaged, IReal<TReal> => stage == 0 ? TReal.From(25.0 / 24) : stage == 1 ? TReal.From(-49.0 / 48) : stage == 2 ? TReal.From(125.0 / 16) : TReal.From(-85.0 / 12);
}
