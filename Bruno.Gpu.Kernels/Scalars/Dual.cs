using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// A dual number: a value and its three partial derivatives, propagated by the chain rule (forward-mode
/// differentiation).
/// </summary>
/// <typeparam name="TReal">The precision of value and derivatives.</typeparam>
/// <typeparam name="THold">What <see cref="Hold"/> does.</typeparam>
// Four flat fields: that is what the .NET compiler keeps in registers; nested structs cost the CPU backend a factor.
public readonly struct Dual<TReal, THold>(TReal value, TReal byPotential, TReal byInternal, TReal byInput)
    : IScalar<Dual<TReal, THold>, TReal>
    where TReal : unmanaged, IReal<TReal>
    where THold : unmanaged, IHoldPolicy
{
    private readonly TReal value = value;
    private readonly TReal byPotential = byPotential;
    private readonly TReal byInternal = byInternal;
    private readonly TReal byInput = byInput;

    /// <inheritdoc/>
    public static bool HasDerivatives => true;

    /// <inheritdoc/>
    public TReal Value { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => value; }

    /// <summary>The partial derivatives of the value.</summary>
    public Partials<TReal> Partials
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(byPotential, byInternal, byInput);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> operator +(Dual<TReal, THold> left, Dual<TReal, THold> right) => new(
        left.value + right.value,
        left.byPotential + right.byPotential,
        left.byInternal + right.byInternal,
        left.byInput + right.byInput);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> operator -(Dual<TReal, THold> left, Dual<TReal, THold> right) => new(
        left.value - right.value,
        left.byPotential - right.byPotential,
        left.byInternal - right.byInternal,
        left.byInput - right.byInput);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> operator *(Dual<TReal, THold> left, Dual<TReal, THold> right) => new(
        left.value * right.value,
        right.value * left.byPotential + left.value * right.byPotential,
        right.value * left.byInternal + left.value * right.byInternal,
        right.value * left.byInput + left.value * right.byInput);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> operator /(Dual<TReal, THold> left, Dual<TReal, THold> right)
    {
        TReal inverse = TReal.From(1) / right.value;
        TReal quotient = left.value * inverse;
        return new(
            quotient,
            inverse * (left.byPotential - quotient * right.byPotential),
            inverse * (left.byInternal - quotient * right.byInternal),
            inverse * (left.byInput - quotient * right.byInput));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> operator -(Dual<TReal, THold> value) => new(-value.value, -value.byPotential, -value.byInternal, -value.byInput);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> Constant(TReal value)
    {
        TReal zero = TReal.From(0);
        return new(value, zero, zero, zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> Scale(TReal factor, Dual<TReal, THold> value) => value.Chain(factor * value.value, factor);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> Shift(Dual<TReal, THold> value, TReal offset) => 
        new(value.value + offset, value.byPotential, value.byInternal, value.byInput);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> Exp(Dual<TReal, THold> value)
    {
        TReal exponential = TReal.Exp(value.value);
        return value.Chain(exponential, exponential);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> Expm1(Dual<TReal, THold> value)
    {
        TReal result = TReal.Expm1(value.value);
        return value.Chain(result, result + TReal.From(1));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> PowPositive(Dual<TReal, THold> value, TReal exponent)
    {
        TReal power = TReal.PowPositive(value.value, exponent);
        return value.Chain(power, exponent * power / value.value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> Abs(Dual<TReal, THold> value)
    {
        TReal zero = TReal.From(0);
        TReal sign = TReal.WhereLess(zero, value.value, TReal.From(1), TReal.WhereLess(value.value, zero, TReal.From(-1), zero));
        return value.Chain(TReal.Abs(value.value), sign);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> Hold(Dual<TReal, THold> value) => THold.Holds ? Constant(value.value) : value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold> HoldSlow(Dual<TReal, THold> value) => THold.HoldsSlow ? Constant(value.value) : value;

    /// <summary>The chain rule: a function's value, and its derivative times the partial derivatives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Dual<TReal, THold> Chain(TReal result, TReal derivative) =>
        new(result, derivative * byPotential, derivative * byInternal, derivative * byInput);
}
