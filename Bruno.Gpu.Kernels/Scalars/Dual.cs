using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// A dual number: a value and its partial derivatives, propagated by the chain rule (forward-mode differentiation).
/// </summary>
/// <typeparam name="TReal">The precision of value and derivatives.</typeparam>
/// <typeparam name="TPartials">How many partial derivatives there are.</typeparam>
/// <typeparam name="THold">What <see cref="Hold"/> does.</typeparam>
public readonly struct Dual<TReal, TPartials, THold>(TReal value, TPartials partials)
    : IScalar<Dual<TReal, TPartials, THold>, TReal>
    where TReal : unmanaged, IReal<TReal>
    where TPartials : unmanaged, IPartials<TPartials, TReal>
    where THold : unmanaged, IHoldPolicy
{
    private readonly TReal value = value;

    /// <summary>The partial derivatives of the value.</summary>
    public readonly TPartials Partials = partials;

    /// <inheritdoc/>
    public TReal Value { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => value; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> operator +(
        Dual<TReal, TPartials, THold> left, Dual<TReal, TPartials, THold> right) =>
        new(left.value + right.value, left.Partials + right.Partials);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> operator -(
        Dual<TReal, TPartials, THold> left, Dual<TReal, TPartials, THold> right) =>
        new(left.value - right.value, left.Partials - right.Partials);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> operator *(
        Dual<TReal, TPartials, THold> left, Dual<TReal, TPartials, THold> right) =>
        new(left.value * right.value, right.value * left.Partials + left.value * right.Partials);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> operator /(
        Dual<TReal, TPartials, THold> left, Dual<TReal, TPartials, THold> right)
    {
        TReal inverse = TReal.From(1) / right.value;
        TReal quotient = left.value * inverse;
        return new(quotient, inverse * left.Partials - (quotient * inverse) * right.Partials);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> operator -(Dual<TReal, TPartials, THold> value) =>
        new(-value.value, TReal.From(-1) * value.Partials);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> Constant(TReal value) => new(value, TPartials.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> Scale(TReal factor, Dual<TReal, TPartials, THold> value) =>
        new(factor * value.value, factor * value.Partials);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> Shift(Dual<TReal, TPartials, THold> value, TReal offset) =>
        new(value.value + offset, value.Partials);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> Exp(Dual<TReal, TPartials, THold> value)
    {
        TReal exponential = TReal.Exp(value.value);
        return new(exponential, exponential * value.Partials);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> Expm1(Dual<TReal, TPartials, THold> value)
    {
        TReal result = TReal.Expm1(value.value);
        return new(result, (result + TReal.From(1)) * value.Partials);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> PowPositive(Dual<TReal, TPartials, THold> value, TReal exponent)
    {
        TReal power = TReal.PowPositive(value.value, exponent);
        return new(power, (exponent * power / value.value) * value.Partials);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> Abs(Dual<TReal, TPartials, THold> value)
    {
        TReal zero = TReal.From(0);
        TReal sign = value.value > zero ? TReal.From(1) : value.value < zero ? TReal.From(-1) : zero;
        return new(TReal.Abs(value.value), sign * value.Partials);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, TPartials, THold> Hold(Dual<TReal, TPartials, THold> value) =>
        THold.Holds ? Constant(value.value) : value;
}
