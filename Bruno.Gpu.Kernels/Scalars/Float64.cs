using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>A real number in 64 bits. A wrapper, so that it can implement <see cref="IReal{TSelf}"/> inside kernels.</summary>
public readonly struct Float64(double value) : IReal<Float64>
{
    /// <summary>The wrapped number.</summary>
    public readonly double Number = value;

    /// <inheritdoc/>
    public static bool HasDerivatives => false;

    /// <inheritdoc/>
    public static Float64 Spacing { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(2.220446049250313e-16); }

    /// <inheritdoc/>
    public Float64 Value { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => this; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 operator +(Float64 left, Float64 right) => new(left.Number + right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 operator -(Float64 left, Float64 right) => new(left.Number - right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 operator *(Float64 left, Float64 right) => new(left.Number * right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 operator /(Float64 left, Float64 right) => new(left.Number / right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 operator -(Float64 value) => new(-value.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <(Float64 left, Float64 right) => Ordering.Less(left.Number, right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >(Float64 left, Float64 right) => Ordering.Less(right.Number, left.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <=(Float64 left, Float64 right) => Ordering.AtMost(left.Number, right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >=(Float64 left, Float64 right) => Ordering.AtMost(right.Number, left.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 Constant(Float64 value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 Scale(Float64 factor, Float64 value) => new(factor.Number * value.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 Shift(Float64 value, Float64 offset) => new(value.Number + offset.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 Exp(Float64 value) => new(DeviceMath.Exp(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 Expm1(Float64 value) => new(DeviceMath.Expm1(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 PowPositive(Float64 value, Float64 exponent) =>
        new(DeviceMath.PowPositive(value.Number, exponent.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 Abs(Float64 value) => new(Math.Abs(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 Hold(Float64 value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 HoldSlow(Float64 value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 WhereLess(Float64 left, Float64 right, Float64 then, Float64 otherwise) => Ordering.Less(left.Number, right.Number) ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllLess(Float64 left, Float64 right) => Ordering.Less(left.Number, right.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Float64 left, Float64 right) => Ordering.Less(left.Number, right.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 Log(Float64 value) => new(DeviceMath.Log(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 Sqrt(Float64 value) => new(Math.Sqrt(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 SmallPhi3(Float64 value) => new(DeviceMath.SmallPhi3(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 Nearest(Float64 value) => new((int)(value.Number + (Ordering.Less(value.Number, 0) ? -0.5 : 0.5)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 From(double value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float64 From(int value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(Float64 value) => value.Number;

    /// <inheritdoc/>
    public static ushort ToHalf(Float64 value) => HalfBits.From((float)value.Number);

    /// <inheritdoc/>
    public static Float64 FromHalf(ushort half) => new(HalfBits.ToFloat(half));
}
