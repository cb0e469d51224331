using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// The elementary functions of the device models, the same on every backend. They are built from exponential and
/// logarithm only, because those are what ILGPU has on all of them.
/// </summary>
public static class DeviceMath
{
    /// <summary>Below this magnitude e^x - 1 is summed as a series; above it the difference loses at most a bit.</summary>
    private const double SeriesBound = 0.5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float value) => MathF.Exp(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double value) => Math.Exp(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float value) => MathF.Log(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double value) => Math.Log(value);

    /// <summary>value^exponent for a positive value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PowPositive(float value, float exponent) => MathF.Exp(exponent * MathF.Log(value));

    /// <inheritdoc cref="PowPositive(float,float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowPositive(double value, double exponent) => Math.Exp(exponent * Math.Log(value));

    /// <summary>e^value - 1, relative error of a few units in the last place. Series to the 8th power below 0.5.</summary>
    public static float Expm1(float value)
    {
        if (MathF.Abs(value) >= (float)SeriesBound)
            return MathF.Exp(value) - 1f;

        float sum = 1f;
        for (int power = 8; power > 1; --power)
            sum = 1f + value * sum / power;
        return value * sum;
    }

    /// <summary>e^value - 1, relative error of a few units in the last place. Series to the 14th power below 0.5.</summary>
    public static double Expm1(double value)
    {
        if (Math.Abs(value) >= SeriesBound)
            return Math.Exp(value) - 1.0;

        double sum = 1.0;
        for (int power = 14; power > 1; --power)
            sum = 1.0 + value * sum / power;
        return value * sum;
    }
}
