using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// Functions of angles, in radians, with their derivatives, from additions, products, quotients and square roots alone: the same on every
/// backend, of lanes as well. None branches on a number.
/// </summary>
public static class Trigonometry
{
    /// <summary>The largest magnitude of an angle; beyond it a number of 32 bits is hardly an angle any more, and what comes out is not a number.</summary>
    public const double LargestAngle = 1e6;

    // A quarter turn in three parts, of which products with whole numbers up to 2^13 are exact in 32 bits but for the last (Cody and Waite).
    private const double QuarterHigh = 1.5703125, QuarterMiddle = 4.837512969970703125e-4, QuarterLow = 7.5497899548918822e-8;
    private const int SineTerms = 8, CosineTerms = 8, ArcTerms = 12;

    /// <summary>The sine of an angle.</summary>
    public static TScalar Sin<TScalar, TReal>(TScalar angle)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1), value = angle.Value;
        return Along(angle, Turned(value, zero), Turned(value, one));
    }

    /// <summary>The cosine of an angle.</summary>
    public static TScalar Cos<TScalar, TReal>(TScalar angle)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1), value = angle.Value;
        return Along(angle, Turned(value, one), -Turned(value, zero));
    }

    /// <summary>The angle, between minus and plus a quarter turn, of a tangent.</summary>
    public static TScalar Atan<TScalar, TReal>(TScalar tangent)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1), value = tangent.Value;
        // Signed all the way: a magnitude has no derivative at 0, and where numbers carry their own it would be lost.
        TReal size = TReal.Abs(value), inside = TReal.WhereLess(one, size, one / value, value);

        // Half the angle twice over, whose tangent is below 0.2.
        TReal half = inside / (one + TReal.Sqrt(one + inside * inside)), quarter = half / (one + TReal.Sqrt(one + half * half));
        TReal square = quarter * quarter, sum = zero;
        for (int term = ArcTerms; term >= 0; --term)
            sum = one / TReal.From(2 * term + 1) - square * sum;
        TReal arc = TReal.From(4) * quarter * sum, turn = TReal.From(Math.PI / 2);
        return Along(tangent, TReal.WhereLess(one, size, TReal.WhereLess(value, zero, -turn, turn) - arc, arc), one / (one + value * value));
    }

    /// <summary>A function's value with the derivative that the chain rule gives it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TScalar Along<TScalar, TReal>(TScalar argument, TReal value, TReal slope)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal> => TScalar.HasDerivatives
            ? TScalar.Shift(TScalar.Scale(slope, TScalar.Shift(argument, -argument.Value)), value)
            // Without derivatives nothing is to be made of an argument that may be infinite.
            : TScalar.Constant(value);

    /// <summary>The sine of an angle that is so many quarter turns further.</summary>
    private static TReal Turned<TReal>(TReal angle, TReal quarters)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0), one = TReal.From(1), half = TReal.From(0.5), limit = TReal.From(LargestAngle);

        // Chosen before anything is made of it: the nearest whole number of what is no number is anything.
        TReal size = TReal.Abs(angle), known = TReal.WhereLess(size, limit, angle, zero);
        TReal turns = TReal.Nearest(known * TReal.From(2 / Math.PI));
        TReal rest = known - turns * TReal.From(QuarterHigh) - turns * TReal.From(QuarterMiddle) - turns * TReal.From(QuarterLow);
        TReal square = rest * rest, sine = one, cosine = one;
        for (int term = SineTerms; term > 0; --term)
            sine = one - sine * square / TReal.From(2 * term * (2 * term + 1));
        for (int term = CosineTerms; term > 0; --term)
            cosine = one - cosine * square / TReal.From((2 * term - 1) * 2 * term);

        // From -2 to 2, of which both ends are half a turn.
        turns = turns + quarters;
        turns = turns - TReal.From(4) * TReal.Nearest(TReal.From(0.25) * turns);
        TReal odd = TReal.Abs(turns), threeHalves = TReal.From(1.5);
        TReal result = TReal.WhereLess(half, odd, TReal.WhereLess(odd, threeHalves, cosine, rest * sine), rest * sine);
        result = TReal.WhereLess(turns, -half, -result, TReal.WhereLess(threeHalves, turns, -result, result));
        return TReal.WhereLess(size, limit, result, TReal.From(double.NaN));
    }
}
