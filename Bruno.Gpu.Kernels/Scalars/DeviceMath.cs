using System.Runtime.CompilerServices;
using ILGPU.IR.Intrinsics;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// The elementary functions of the device models, the same on every backend. They are built from exponential and
/// logarithm only, because those are what ILGPU has on all of them; on GPUs these are those of the folder Intrinsics.
/// </summary>
public static class DeviceMath
{
    /// <summary>Below this magnitude e^x - 1 is summed as a series; above it the difference loses at most a bit.</summary>
    private const double SeriesBound = 0.5;

    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float value) => MathF.Exp(value);

    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double value) => Math.Exp(value);

    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float value) => MathF.Log(value);

    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double value) => Math.Log(value);

    /// <summary>value^exponent for a positive value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PowPositive(float value, float exponent) => Exp(exponent * Log(value));

    /// <inheritdoc cref="PowPositive(float,float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowPositive(double value, double exponent) => Exp(exponent * Log(value));

    /// <summary>e^value - 1, relative error of a few units in the last place. Series to the 8th power below 0.5.</summary>
    public static float Expm1(float value)
    {
        if (Ordering.AtMost((float)SeriesBound, MathF.Abs(value)))
            return Exp(value) - 1f;

        float sum = 1f;
        for (int power = 8; power > 1; --power)
            sum = 1f + value * sum / power;
        return value * sum;
    }

    /// <summary>e^value - 1, relative error of a few units in the last place. Series to the 14th power below 0.5.</summary>
    public static double Expm1(double value)
    {
        if (Ordering.AtMost(SeriesBound, Math.Abs(value)))
            return Exp(value) - 1.0;

        double sum = 1.0;
        for (int power = 14; power > 1; --power)
            sum = 1.0 + value * sum / power;
        return value * sum;
    }

    /// <summary>The series of phi3, the sum of z^k / (k + 3)!, to the 9th power: full precision for |z| up to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SmallPhi3(float value)
    {
        const float k9 = 1f / 479001600f, k8 = 1f / 39916800f, k7 = 1f / 3628800f, k6 = 1f / 362880f, k5 = 1f / 40320f;
        const float k4 = 1f / 5040f, k3 = 1f / 720f, k2 = 1f / 120f, k1 = 1f / 24f, k0 = 1f / 6f;
        float upper = k5 + value * (k6 + value * (k7 + value * (k8 + value * k9)));
        return k0 + value * (k1 + value * (k2 + value * (k3 + value * (k4 + value * upper))));
    }

    /// <summary>The series of phi3 to the 16th power: full precision for |z| up to 1.</summary>
    public static double SmallPhi3(double value)
    {
        double sum = 1.0;
        for (int power = 19; power > 3; --power)
            sum = 1.0 + value * sum / power;
        return sum / 6.0;
    }
}
