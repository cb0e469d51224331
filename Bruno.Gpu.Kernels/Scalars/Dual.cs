using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// A dual number: a value and its partial derivatives, propagated by the chain rule (forward-mode differentiation).
/// </summary>
/// <typeparam name="TReal">The precision of value and derivatives.</typeparam>
/// <typeparam name="THold">What <see cref="Hold"/> does.</typeparam>
/// <typeparam name="TPartials">The derivatives: as many as there are variables and inputs.</typeparam>
public readonly struct Dual<TReal, THold, TPartials>(TReal value, TPartials partials)
    : IScalar<Dual<TReal, THold, TPartials>, TReal>
    where TReal : unmanaged, IReal<TReal>
    where THold : unmanaged, IHoldPolicy
    where TPartials : unmanaged, INumbers<TPartials, TReal>
{
    private readonly TReal value = value;
    private readonly TPartials partials = partials;

    /// <inheritdoc/>
    public static bool HasDerivatives => true;

    /// <inheritdoc/>
    public TReal Value { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => value; }

    /// <summary>The partial derivatives of the value.</summary>
    public TPartials Partials { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => partials; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> operator +(Dual<TReal, THold, TPartials> left, Dual<TReal, THold, TPartials> right) =>
        new(left.value + right.value, left.partials + right.partials);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> operator -(Dual<TReal, THold, TPartials> left, Dual<TReal, THold, TPartials> right) =>
        new(left.value - right.value, left.partials - right.partials);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> operator *(Dual<TReal, THold, TPartials> left, Dual<TReal, THold, TPartials> right) =>
        new(left.value * right.value, TPartials.WeightedSum(right.value, left.partials, left.value, right.partials));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> operator /(Dual<TReal, THold, TPartials> left, Dual<TReal, THold, TPartials> right)
    {
        TReal inverse = TReal.From(1) / right.value;
        TReal quotient = left.value * inverse;
        return new(quotient, inverse * (left.partials - quotient * right.partials));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> operator -(Dual<TReal, THold, TPartials> value) => new(-value.value, TReal.From(-1) * value.partials);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> Constant(TReal value) => new(value, TPartials.All(TReal.From(0)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> Scale(TReal factor, Dual<TReal, THold, TPartials> value) => value.Chain(factor * value.value, factor);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> Shift(Dual<TReal, THold, TPartials> value, TReal offset) => 
        new(value.value + offset, value.partials);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> Exp(Dual<TReal, THold, TPartials> value)
    {
        TReal exponential = TReal.Exp(value.value);
        return value.Chain(exponential, exponential);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> Expm1(Dual<TReal, THold, TPartials> value)
    {
        TReal result = TReal.Expm1(value.value);
        return value.Chain(result, result + TReal.From(1));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> Log(Dual<TReal, THold, TPartials> value) =>
        value.Chain(TReal.Log(value.value), TReal.From(1) / value.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> Sqrt(Dual<TReal, THold, TPartials> value)
    {
        TReal root = TReal.Sqrt(value.value);
        return value.Chain(root, TReal.From(0.5) / root);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> PowPositive(Dual<TReal, THold, TPartials> value, TReal exponent)
    {
        TReal power = TReal.PowPositive(value.value, exponent);
        return value.Chain(power, exponent * power / value.value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> Abs(Dual<TReal, THold, TPartials> value)
    {
        TReal zero = TReal.From(0);
        TReal sign = TReal.WhereLess(zero, value.value, TReal.From(1), TReal.WhereLess(value.value, zero, TReal.From(-1), zero));
        return value.Chain(TReal.Abs(value.value), sign);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> WhereLess(
        Dual<TReal, THold, TPartials> left, Dual<TReal, THold, TPartials> right, Dual<TReal, THold, TPartials> then, Dual<TReal, THold, TPartials> otherwise) => new(
        TReal.WhereLess(left.value, right.value, then.value, otherwise.value),
        TPartials.WhereLess(TPartials.All(left.value), TPartials.All(right.value), then.partials, otherwise.partials));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> Hold(Dual<TReal, THold, TPartials> value) => THold.Holds ? Constant(value.value) : value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> HoldSlow(Dual<TReal, THold, TPartials> value) => THold.HoldsSlow ? Constant(value.value) : value;

    /// <summary>The chain rule: a function's value, and its derivative times the partial derivatives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Dual<TReal, THold, TPartials> Chain(TReal result, TReal derivative) =>
        new(result, derivative * partials);
}
