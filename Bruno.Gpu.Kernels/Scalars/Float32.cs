using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>A real number in 32 bits. A wrapper, so that it can implement <see cref="IReal{TSelf}"/> inside kernels.</summary>
public readonly struct Float32(float value) : IReal<Float32>
{
    /// <summary>The wrapped number.</summary>
    public readonly float Number = value;

    /// <inheritdoc/>
    public static bool HasDerivatives => false;

    /// <inheritdoc/>
    public static Float32 Spacing { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(1.1920929e-7f); }

    /// <inheritdoc/>
    public Float32 Value { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => this; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 operator +(Float32 left, Float32 right) => new(left.Number + right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 operator -(Float32 left, Float32 right) => new(left.Number - right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 operator *(Float32 left, Float32 right) => new(left.Number * right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 operator /(Float32 left, Float32 right) => new(left.Number / right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 operator -(Float32 value) => new(-value.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <(Float32 left, Float32 right) => Ordering.Less(left.Number, right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >(Float32 left, Float32 right) => Ordering.Less(right.Number, left.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <=(Float32 left, Float32 right) => Ordering.AtMost(left.Number, right.Number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >=(Float32 left, Float32 right) => Ordering.AtMost(right.Number, left.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 Constant(Float32 value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 Scale(Float32 factor, Float32 value) => new(factor.Number * value.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 Shift(Float32 value, Float32 offset) => new(value.Number + offset.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 Exp(Float32 value) => new(DeviceMath.Exp(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 Expm1(Float32 value) => new(DeviceMath.Expm1(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 PowPositive(Float32 value, Float32 exponent) =>
        new(DeviceMath.PowPositive(value.Number, exponent.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 Abs(Float32 value) => new(MathF.Abs(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 Hold(Float32 value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 HoldSlow(Float32 value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 WhereLess(Float32 left, Float32 right, Float32 then, Float32 otherwise) => Ordering.Less(left.Number, right.Number) ? then : otherwise;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllLess(Float32 left, Float32 right) => Ordering.Less(left.Number, right.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Float32 left, Float32 right) => Ordering.Less(left.Number, right.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 Log(Float32 value) => new(DeviceMath.Log(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 Sqrt(Float32 value) => new(MathF.Sqrt(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 SmallPhi3(Float32 value) => new(DeviceMath.SmallPhi3(value.Number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 Nearest(Float32 value) => new((int)(value.Number + (Ordering.Less(value.Number, 0) ? -0.5f : 0.5f)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 From(double value) => new((float)value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float32 From(int value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(Float32 value) => value.Number;

    /// <inheritdoc/>
    public static ushort ToHalf(Float32 value) => HalfBits.From(value.Number);

    /// <inheritdoc/>
    public static Float32 FromHalf(ushort half) => new(HalfBits.ToFloat(half));
}
