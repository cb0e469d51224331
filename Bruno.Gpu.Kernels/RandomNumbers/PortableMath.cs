using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.RandomNumbers;

/// <summary>
/// Exponential, logarithm, sine and cosine from +, -, ×, / alone, which IEEE 754 defines to the last bit. The platform's own
/// functions differ in the last digit from one C library to the next, and a count that is rounded from them could differ by one.
/// </summary>
/// <remarks>
/// The numbers are the same bits on every machine. A GPU's compiler may fuse a product and a sum into one operation, which rounds once
/// instead of twice; in double it is told not to.
/// </remarks>
public static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e^x for |x| up to 700; relative error below 1e-15.</summary>
    public static double Exp(double x)
    {
        double power = Floor(x * 1.4426950408889634 + 0.5);
        double r = x - power * Ln2High - power * Ln2Low;
        // Taylor series on |r| <= ln(2) / 2, where the 14th term is below 1e-17. Products with constant reciprocals: they
        // are several times faster than divisions, and kernels have no tables.
        double sum = 1.0;
        sum = 1.0 + sum * r * (1.0 / 13);
        sum = 1.0 + sum * r * (1.0 / 12);
        sum = 1.0 + sum * r * (1.0 / 11);
        sum = 1.0 + sum * r * (1.0 / 10);
        sum = 1.0 + sum * r * (1.0 / 9);
        sum = 1.0 + sum * r * (1.0 / 8);
        sum = 1.0 + sum * r * (1.0 / 7);
        sum = 1.0 + sum * r * (1.0 / 6);
        sum = 1.0 + sum * r * (1.0 / 5);
        sum = 1.0 + sum * r * (1.0 / 4);
        sum = 1.0 + sum * r * (1.0 / 3);
        sum = 1.0 + sum * r * (1.0 / 2);
        sum = 1.0 + sum * r;
        return sum * Interop.IntAsFloat((ulong)((long)power + 1023) << 52);
    }

    /// <summary>Natural logarithm of a positive normal number; error below 1e-15 of max(1, |result|).</summary>
    public static double Log(double x)
    {
        ulong bits = Interop.FloatAsInt(x);
        double exponent = (int)(bits >> 52) - 1023;
        double mantissa = Interop.IntAsFloat((bits & 0xFFFFFFFFFFFFFUL) | 0x3FF0000000000000UL);
        if (Ordering.Less(1.4142135623730951, mantissa))
        {
            mantissa *= 0.5;
            exponent += 1.0;
        }

        // ln m = 2 artanh s with |s| <= 0.172: s^2 < 0.03, so that twelve terms suffice.
        double s = (mantissa - 1.0) / (mantissa + 1.0);
        double square = s * s;
        double sum = 1.0 / 23;
        sum = sum * square + 1.0 / 21;
        sum = sum * square + 1.0 / 19;
        sum = sum * square + 1.0 / 17;
        sum = sum * square + 1.0 / 15;
        sum = sum * square + 1.0 / 13;
        sum = sum * square + 1.0 / 11;
        sum = sum * square + 1.0 / 9;
        sum = sum * square + 1.0 / 7;
        sum = sum * square + 1.0 / 5;
        sum = sum * square + 1.0 / 3;
        sum = sum * square + 1.0;
        return exponent * Ln2High + (2.0 * s * sum + exponent * Ln2Low);
    }

    /// <summary>
    /// Sine (first) and cosine (second) of 2 pi × <paramref name="turns"/>; absolute error below 1e-15 for |turns| up to 1.
    /// </summary>
    public static NumberPair SinCosOfTurns(double turns)
    {
        double quarter = Floor(4.0 * turns + 0.5);
        double angle = (turns - 0.25 * quarter) * 6.283185307179586;
        double square = angle * angle;
        // Taylor series on |angle| <= pi / 4.
        double sine = 1.0;
        sine = 1.0 - sine * square * (1.0 / (18 * 19));
        sine = 1.0 - sine * square * (1.0 / (16 * 17));
        sine = 1.0 - sine * square * (1.0 / (14 * 15));
        sine = 1.0 - sine * square * (1.0 / (12 * 13));
        sine = 1.0 - sine * square * (1.0 / (10 * 11));
        sine = 1.0 - sine * square * (1.0 / (8 * 9));
        sine = 1.0 - sine * square * (1.0 / (6 * 7));
        sine = 1.0 - sine * square * (1.0 / (4 * 5));
        sine = 1.0 - sine * square * (1.0 / (2 * 3));
        sine *= angle;

        double cosine = 1.0;
        cosine = 1.0 - cosine * square * (1.0 / (17 * 18));
        cosine = 1.0 - cosine * square * (1.0 / (15 * 16));
        cosine = 1.0 - cosine * square * (1.0 / (13 * 14));
        cosine = 1.0 - cosine * square * (1.0 / (11 * 12));
        cosine = 1.0 - cosine * square * (1.0 / (9 * 10));
        cosine = 1.0 - cosine * square * (1.0 / (7 * 8));
        cosine = 1.0 - cosine * square * (1.0 / (5 * 6));
        cosine = 1.0 - cosine * square * (1.0 / (3 * 4));
        cosine = 1.0 - cosine * square * (1.0 / (1 * 2));

        return Turned(sine, cosine, quarter);
    }

    /// <summary>The natural logarithm to about 1e-10 of itself; see <see cref="Log"/>.</summary>
    public static double QuickLog(double x)
    {
        ulong bits = Interop.FloatAsInt(x);
        double exponent = (int)(bits >> 52) - 1023;
        double mantissa = Interop.IntAsFloat((bits & 0xFFFFFFFFFFFFFUL) | 0x3FF0000000000000UL);
        if (Ordering.Less(1.4142135623730951, mantissa))
        {
            mantissa *= 0.5;
            exponent += 1.0;
        }

        double s = (mantissa - 1.0) / (mantissa + 1.0), square = s * s;
        double sum = 1.0 / 11;
        sum = sum * square + 1.0 / 9;
        sum = sum * square + 1.0 / 7;
        sum = sum * square + 1.0 / 5;
        sum = sum * square + 1.0 / 3;
        sum = sum * square + 1.0;
        return exponent * 0.6931471805599453 + 2.0 * s * sum;
    }

    /// <summary>Sine and cosine of an angle in turns to about 1e-10; see <see cref="SinCosOfTurns"/>.</summary>
    public static NumberPair QuickSinCosOfTurns(double turns)
    {
        double quarter = Floor(4.0 * turns + 0.5);
        double angle = (turns - 0.25 * quarter) * 6.283185307179586, square = angle * angle;
        double sine = 1.0 - square * (1.0 / (10 * 11));
        sine = 1.0 - sine * square * (1.0 / (8 * 9));
        sine = 1.0 - sine * square * (1.0 / (6 * 7));
        sine = 1.0 - sine * square * (1.0 / (4 * 5));
        sine = 1.0 - sine * square * (1.0 / (2 * 3));
        sine *= angle;
        double cosine = 1.0 - square * (1.0 / (9 * 10));
        cosine = 1.0 - cosine * square * (1.0 / (7 * 8));
        cosine = 1.0 - cosine * square * (1.0 / (5 * 6));
        cosine = 1.0 - cosine * square * (1.0 / (3 * 4));
        cosine = 1.0 - cosine * square * (1.0 / (1 * 2));
        return Turned(sine, cosine, quarter);
    }

    /// <summary>Sine and cosine of an angle that is so many quarter turns further.</summary>
    private static NumberPair Turned(double sine, double cosine, double quarter)
    {
        long turn = (long)quarter & 3;
        double first = (turn & 1) == 0 ? sine : cosine;
        double second = (turn & 1) == 0 ? cosine : -sine;
        return turn >= 2 ? new(-first, -second) : new(first, second);
    }

    /// <summary>The largest integer not above a number of magnitude below 2^63.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Floor(double x)
    {
        double truncated = (long)x;
        return Ordering.Less(x, truncated) ? truncated - 1.0 : truncated;
    }
}
