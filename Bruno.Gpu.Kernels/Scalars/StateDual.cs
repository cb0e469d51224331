using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// A dual number: a value and its three partial derivatives, propagated by the chain rule (forward-mode
/// differentiation).
/// </summary>
/// <typeparam name="TReal">The precision of value and derivatives.</typeparam>
// Four flat fields: that is what the .NET compiler keeps in registers; nested structs cost the CPU backend a factor.
public readonly struct StateDual<TReal>(TReal value, TReal byPotential, TReal byInternal)
    : IScalar<StateDual<TReal>, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TReal value = value;
    private readonly TReal byPotential = byPotential;
    private readonly TReal byInternal = byInternal;

    /// <inheritdoc/>
    public TReal Value { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => value; }

    /// <summary>d/dV.</summary>
    public TReal ByPotential { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => byPotential; }

    /// <summary>d/dP.</summary>
    public TReal ByInternal { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => byInternal; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> operator +(StateDual<TReal> left, StateDual<TReal> right) => new(
        left.value + right.value,
        left.byPotential + right.byPotential,
        left.byInternal + right.byInternal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> operator -(StateDual<TReal> left, StateDual<TReal> right) => new(
        left.value - right.value,
        left.byPotential - right.byPotential,
        left.byInternal - right.byInternal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> operator *(StateDual<TReal> left, StateDual<TReal> right) => new(
        left.value * right.value,
        right.value * left.byPotential + left.value * right.byPotential,
        right.value * left.byInternal + left.value * right.byInternal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> operator /(StateDual<TReal> left, StateDual<TReal> right)
    {
        TReal inverse = TReal.From(1) / right.value;
        TReal quotient = left.value * inverse;
        return new(
            quotient,
            inverse * (left.byPotential - quotient * right.byPotential),
            inverse * (left.byInternal - quotient * right.byInternal));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> operator -(StateDual<TReal> value) => new(-value.value, -value.byPotential, -value.byInternal);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> Constant(TReal value)
    {
        TReal zero = TReal.From(0);
        return new(value, zero, zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> Scale(TReal factor, StateDual<TReal> value) => value.Chain(factor * value.value, factor);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> Shift(StateDual<TReal> value, TReal offset) => 
        new(value.value + offset, value.byPotential, value.byInternal);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> Exp(StateDual<TReal> value)
    {
        TReal exponential = TReal.Exp(value.value);
        return value.Chain(exponential, exponential);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> Expm1(StateDual<TReal> value)
    {
        TReal result = TReal.Expm1(value.value);
        return value.Chain(result, result + TReal.From(1));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> PowPositive(StateDual<TReal> value, TReal exponent)
    {
        TReal power = TReal.PowPositive(value.value, exponent);
        return value.Chain(power, exponent * power / value.value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> Abs(StateDual<TReal> value)
    {
        TReal zero = TReal.From(0);
        TReal sign = value.value > zero ? TReal.From(1) : value.value < zero ? TReal.From(-1) : zero;
        return value.Chain(TReal.Abs(value.value), sign);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StateDual<TReal> Hold(StateDual<TReal> value) => value;

    /// <summary>The chain rule: a function's value, and its derivative times the partial derivatives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private StateDual<TReal> Chain(TReal result, TReal derivative) =>
        new(result, derivative * byPotential, derivative * byInternal);
}
