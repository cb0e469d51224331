namespace Bruno.Gpu.Kernels.Intrinsics;

/// <summary>Exponential and logarithm in double on OpenCL: the device's own, which the standard bounds to 3 units in the last place.</summary>
public static class OpenClMath
{
    /// <summary>e^value.</summary>
    public static double Exp(double value) => Math.Exp(value);

    /// <summary>ln value.</summary>
    public static double Log(double value) => Math.Log(value);
}
