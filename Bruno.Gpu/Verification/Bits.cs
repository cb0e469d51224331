namespace Bruno.Gpu.Verification;

/// <summary>Comparisons to the last bit.</summary>
internal static class Bits
{
    /// <summary>How many numbers of two arrays differ in any bit; what one has beyond the other counts as well.</summary>
    public static int Differing(double[] one, double[] other) =>
        one.Zip(other, (a, b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) ? 0 : 1).Sum() + Math.Abs(one.Length - other.Length);
}
