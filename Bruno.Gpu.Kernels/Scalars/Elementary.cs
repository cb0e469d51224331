using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// Functions of equations that follow from those of <see cref="IScalar{TSelf,TReal}"/>, with their derivatives: the chain rule makes them,
/// at singular points by the choice that is documented with each. None branches on a number.
/// </summary>
public static class Elementary
{
    /// <summary>Below this magnitude quotients of e^x - 1 are summed as series.</summary>
    private const double SeriesBound = 0.5;

    private const int SeriesTerms = 16;

    /// <summary>-1, 0 or 1: the sign of a number; 0 at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal Sign<TReal>(TReal value)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0);
        return TReal.WhereLess(value, zero, TReal.From(-1), TReal.WhereLess(zero, value, TReal.From(1), value));
    }

    /// <summary>The smaller of two numbers; where they are equal, with the mean of both derivatives; not a number where one is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TScalar Min<TScalar, TReal>(TScalar left, TScalar right)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal> =>
        TScalar.WhereLess(left, right, left, TScalar.WhereLess(right, left, right, TScalar.Scale(TReal.From(0.5), left + right)));

    /// <summary>The larger of two numbers; where they are equal, with the mean of both derivatives; not a number where one is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TScalar Max<TScalar, TReal>(TScalar left, TScalar right)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal> =>
        TScalar.WhereLess(left, right, right, TScalar.WhereLess(right, left, left, TScalar.Scale(TReal.From(0.5), left + right)));

    /// <summary>The hyperbolic sine, to the precision of the numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TScalar Sinh<TScalar, TReal>(TScalar value)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal>
    {
        TReal one = TReal.From(1);
        TScalar none = TScalar.Constant(TReal.From(0));
        TScalar size = TScalar.WhereLess(value, none, -value, value), rise = TScalar.Expm1(size);
        // (e^x - 1) / e^x, which is 1 before e^x is infinite.
        TScalar fall = TScalar.WhereLess(rise, TScalar.Constant(TReal.From(1e30)), rise / TScalar.Shift(rise, one), TScalar.Constant(one));
        TScalar sinh = TScalar.Scale(TReal.From(0.5), rise + fall);
        return TScalar.WhereLess(value, none, -sinh, sinh);
    }

    /// <summary>The hyperbolic cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TScalar Cosh<TScalar, TReal>(TScalar value)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal>
    {
        TScalar size = TScalar.WhereLess(value, TScalar.Constant(TReal.From(0)), -value, value), rise = TScalar.Exp(size);
        return TScalar.Scale(TReal.From(0.5), rise + TScalar.Exp(-size));
    }

    /// <summary>The hyperbolic tangent, to the precision of the numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TScalar Tanh<TScalar, TReal>(TScalar value)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal>
    {
        TScalar none = TScalar.Constant(TReal.From(0));
        TScalar size = TScalar.WhereLess(value, none, -value, value), fall = TScalar.Expm1(TScalar.Scale(TReal.From(-2), size));
        TScalar tanh = -fall / TScalar.Shift(fall, TReal.From(2));
        return TScalar.WhereLess(value, none, -tanh, tanh);
    }

    /// <summary>(e^x - 1) / x; 1 at 0, with the derivative 1 / 2.</summary>
    public static TScalar Exprel<TScalar, TReal>(TScalar value)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal>
    {
        TReal one = TReal.From(1);
        TScalar series = TScalar.Constant(one);
        for (int power = SeriesTerms; power > 1; --power)
            series = TScalar.Shift(TScalar.Scale(one / TReal.From(power), value * series), one);
        return TScalar.WhereLess(TScalar.Abs(value), TScalar.Constant(TReal.From(SeriesBound)), series, TScalar.Expm1(value) / value);
    }

    /// <summary>A number to a power that is no literal whole number.</summary>
    /// <param name="value">The base.</param>
    /// <param name="exponent">The exponent.</param>
    /// <param name="atZero">The power of 0.</param>
    /// <param name="slopeAtZero">Its derivative at 0, 0 where that is infinite.</param>
    /// <param name="ofNegative">What the power of the magnitude of a negative base is multiplied by: 1, -1, or not a number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TScalar Power<TScalar, TReal>(TScalar value, TReal exponent, TReal atZero, TReal slopeAtZero, TReal ofNegative)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal>
    {
        TScalar none = TScalar.Constant(TReal.From(0));
        TScalar zeroth = TScalar.Shift(TScalar.Scale(slopeAtZero, value), atZero);
        TScalar power = TScalar.PowPositive(TScalar.WhereLess(value, none, -value, value), exponent);
        return TScalar.WhereLess(none, value, power, TScalar.WhereLess(value, none, TScalar.Scale(ofNegative, power), zeroth));
    }

    /// <summary>A positive number, or 0, to a power that is no constant; 0 to any power is 0, with no derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TScalar Power<TScalar, TReal>(TScalar value, TScalar exponent)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal>
    {
        TScalar none = TScalar.Constant(TReal.From(0));
        TScalar power = TScalar.Exp(exponent * TScalar.Log(value));
        return TScalar.WhereLess(value, none, power, TScalar.WhereLess(none, value, power, none));
    }
}
