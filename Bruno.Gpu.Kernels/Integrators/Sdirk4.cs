using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// The coefficients of a diagonally implicit Runge-Kutta method of order four with five stages, L-stable, whose last stage is the result
/// (Hairer and Wanner, Solving Ordinary Differential Equations II, table IV.6.5): each stage has the weight 1/4 in itself.
/// </summary>
public static class Sdirk4
{
    /// <summary>How many stages there are.</summary>
    public const int Stages = 5;

    /// <summary>The weight of each stage in itself.</summary>
    public const double Weight = 0.25;

    /// <summary>When a stage is, from 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Time(int stage) => stage == 0 ? 0.25 : stage == 1 ? 0.75 : stage == 2 ? 0.55 : stage == 3 ? 0.5 : 1;

    /// <summary>The weight of a stage in the second one; it counts where it is earlier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double InSecond(int stage) => 0.5;

    /// <summary>The weight of a stage in the third one, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double InThird(int stage) => stage == 0 ? 17.0 / 50 : -1.0 / 25;

    /// <summary>The weight of a stage in the fourth one, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double InFourth(int stage) => stage == 0 ? 371.0 / 1360 : stage == 1 ? -137.0 / 2720 : 15.0 / 544;

    /// <summary>The weight of a stage in the last one, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double InLast(int stage) => stage == 0 ? 25.0 / 24 : stage == 1 ? -49.0 / 48 : stage == 2 ? 125.0 / 16 : -85.0 / 12;
}
