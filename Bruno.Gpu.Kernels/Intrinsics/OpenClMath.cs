using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Intrinsics;

/// <summary>
/// Exponential and logarithm on OpenCL. In float they are made from +, -, ×, / alone: the same numbers with every driver, but for fused
/// products and sums, where each driver has functions of its own. In double they are the device's own, which the standard bounds to 3
/// units in the last place.
/// </summary>
public static class OpenClMath
{
    private const float LargestExponent = 88.72284f, SmallestExponent = -103.97208f, SmallestNormal = 1.17549435e-38f;
    private const float Ln2High = 0.693145752f, Ln2Low = 1.42860677e-6f, Log2E = 1.44269504f;

    /// <summary>e^value, within one unit in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float value)
    {
        // Beyond the range the ends of it overflow to infinity, or vanish, by themselves; what is no number stays so.
        float inside = Ordering.Less(value, SmallestExponent - 1) ? SmallestExponent - 1 : Ordering.Less(LargestExponent + 1, value) ? LargestExponent + 1 : value;
        float scaled = inside * Log2E;
        int power = (int)(scaled + (Ordering.Less(scaled, 0) ? -0.5f : 0.5f));
        float r = inside - power * Ln2High - power * Ln2Low;
        // The Taylor series on |r| <= ln(2) / 2, where the next term is below 6e-9.
        float sum = 1f / 720 + r * (1f / 5040);
        sum = 1f / 24 + r * (1f / 120 + r * sum);
        sum = r + r * r * (0.5f + r * (1f / 6 + r * sum));
        // In two steps: the power of two alone may be too large or too small to be a normal number.
        int half = power >> 1;
        return (1f + sum) * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    /// <summary>ln value, within two units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float value)
    {
        bool isTiny = Ordering.Less(value, SmallestNormal);
        uint bits = Interop.FloatAsInt(isTiny ? value * (1 << 24) : value);
        // The mantissa between the square roots of 1/2 and 2.
        int exponent = (int)(bits - 0x3F3504F3) >> 23;
        float mantissa = Interop.IntAsFloat((uint)((int)bits - (exponent << 23)));
        float power = exponent - (isTiny ? 24 : 0);

        // ln m = 2 artanh s with |s| <= 0.172, where the next term is below 5e-11.
        float f = mantissa - 1f, s = f / (2f + f), square = s * s;
        float tail = square * (1f / 3 + square * (1f / 5 + square * (1f / 7 + square * (1f / 9 + square * (1f / 11)))));
        float result = power * Ln2High + (2f * s + (2f * s * tail + power * Ln2Low));
        if (Ordering.Less(0f, value) && Ordering.Less(value, float.PositiveInfinity))
            return result;
        return value == 0f ? float.NegativeInfinity : Ordering.Less(0f, value) ? value : float.NaN;
    }

    /// <summary>e^value.</summary>
    public static double Exp(double value) => Math.Exp(value);

    /// <summary>ln value.</summary>
    public static double Log(double value) => Math.Log(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float PowerOfTwo(int exponent) => Interop.IntAsFloat((uint)(exponent + 127) << 23);
}
