using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Intrinsics;

/// <summary>
/// Exponential and logarithm on CUDA. In float they are the hardware's. In double, those of ILGPU.Algorithms 1.5.3 double a number |x| / ln 2 times, one after the
/// other (e^-1e9 takes seconds, and devices without a field have far larger exponents), and their logarithm loses half of its digits
/// near 1. These have the same cost for every argument.
/// </summary>
public static class CudaMath
{
    private const double LargestExponent = 709.782712893384, SmallestExponent = -745.1332191019412;
    private const double SafeExponent = 700, Shift = 100, SmallestNormal = 2.2250738585072014e-308;
    private const double ExpOfShift = 2.6881171418161356e43, TwoTo64 = 18446744073709551616.0, LogOfTwoTo64 = 44.3614195558365;

    /// <summary>e^value, by the hardware's power of two.</summary>
    public static float Exp(float value) => MathF.Exp(value);

    /// <summary>ln value, by the hardware's logarithm to base two.</summary>
    public static float Log(float value) => MathF.Log(value);

    /// <summary>e^value for every number; a relative error of 4e-15 at the ends of the range, 1e-15 elsewhere.</summary>
    public static double Exp(double value)
    {
        if (double.IsNaN(value))
            return value;
        if (Ordering.Less(LargestExponent, value))
            return double.PositiveInfinity;
        if (Ordering.Less(value, SmallestExponent))
            return 0;
        if (Ordering.Less(SafeExponent, value))
            return PortableMath.Exp(value - Shift) * ExpOfShift;
        return Ordering.Less(value, -SafeExponent) ? PortableMath.Exp(value + Shift) / ExpOfShift : PortableMath.Exp(value);
    }

    /// <summary>ln value for every number: an error of 1e-15 of the larger of 1 and the result, near 1 of the result.</summary>
    public static double Log(double value)
    {
        if (Ordering.Less(0, value) && Ordering.Less(value, double.PositiveInfinity))
        {
            return Ordering.Less(value, SmallestNormal)
                ? PortableMath.Log(value * TwoTo64) - LogOfTwoTo64
                : PortableMath.Log(value);
        }

        // Of zero, infinity, and what has no logarithm.
        return value == 0 ? double.NegativeInfinity : Ordering.Less(0, value) ? value : double.NaN;
    }
}
