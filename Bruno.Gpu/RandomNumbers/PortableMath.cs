namespace Bruno.Gpu.RandomNumbers;

/// <summary>
/// Exponential, logarithm, sine and cosine from +, -, ×, / alone, which IEEE 754 defines to the last bit. The platform's own
/// functions differ in the last digit from one C library to the next, and a count that is rounded from them could differ by one.
/// </summary>
internal static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>1 / n at index n: multiplying is several times faster than dividing, and the table is the same everywhere.</summary>
    private static readonly double[] Reciprocals = [0.0, .. Enumerable.Range(1, 23).Select(n => 1.0 / n)];

    /// <summary>1 / (n (n + 1)) at index n.</summary>
    private static readonly double[] PairReciprocals = [0.0, .. Enumerable.Range(1, 18).Select(n => 1.0 / (n * (n + 1)))];

    /// <summary>e^x for |x| up to 700; relative error below 1e-15.</summary>
    public static double Exp(double x)
    {
        double power = Math.Floor(x * 1.4426950408889634 + 0.5);
        double r = x - power * Ln2High - power * Ln2Low;
        // Taylor series on |r| <= ln(2) / 2, where the 14th term is below 1e-17.
        double sum = 1.0;
        for (int n = 13; n >= 1; n--)
            sum = 1.0 + sum * r * Reciprocals[n];
        return sum * BitConverter.Int64BitsToDouble(((long)power + 1023) << 52);
    }

    /// <summary>Natural logarithm of a positive normal number; error below 1e-15 of max(1, |result|).</summary>
    public static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        double exponent = (bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent += 1.0;
        }

        // ln m = 2 artanh s with |s| <= 0.172: s^2 < 0.03, so that eleven terms suffice.
        double s = (mantissa - 1.0) / (mantissa + 1.0);
        double square = s * s;
        double sum = 0.0;
        for (int n = 23; n >= 1; n -= 2)
            sum = sum * square + Reciprocals[n];
        return exponent * Ln2High + (2.0 * s * sum + exponent * Ln2Low);
    }

    /// <summary>Sine and cosine of 2 pi × <paramref name="turns"/>; absolute error below 1e-15 for |turns| up to 1.</summary>
    public static (double Sine, double Cosine) SinCosOfTurns(double turns)
    {
        double quarter = Math.Floor(4.0 * turns + 0.5);
        double angle = (turns - 0.25 * quarter) * 6.283185307179586;
        double square = angle * angle;
        // Taylor series on |angle| <= pi / 4.
        double sine = 1.0, cosine = 1.0;
        for (int n = 18; n >= 2; n -= 2)
        {
            sine = 1.0 - sine * square * PairReciprocals[n];
            cosine = 1.0 - cosine * square * PairReciprocals[n - 1];
        }

        sine *= angle;
        return ((long)quarter & 3) switch
        {
            0 => (sine, cosine),
            1 => (cosine, -sine),
            2 => (-sine, -cosine),
            _ => (-cosine, sine),
        };
    }
}
