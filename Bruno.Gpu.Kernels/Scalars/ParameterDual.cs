using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// A real number with its derivative with respect to one parameter of a device. A device whose constants are such numbers has rates
/// that are differentiated with respect to that parameter: the equations are the same lines once more. What a coarse linearisation
/// holds is held with respect to the state only: a parameter's derivative does not enter the recursion that would explode.
/// </summary>
/// <typeparam name="T">The precision of number and derivative.</typeparam>
public readonly struct ParameterDual<T>(T number, T tangent) : IReal<ParameterDual<T>>
    where T : unmanaged, IReal<T>
{
    /// <summary>The number.</summary>
    public readonly T Number = number;

    /// <summary>Its derivative with respect to the parameter.</summary>
    public readonly T Tangent = tangent;

    /// <inheritdoc/>
    public static bool HasDerivatives => false;

    /// <inheritdoc/>
    public static ParameterDual<T> Spacing { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(T.Spacing, T.From(0)); }

    /// <inheritdoc/>
    public ParameterDual<T> Value { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => this; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> operator +(ParameterDual<T> left, ParameterDual<T> right) =>
        new(left.Number + right.Number, left.Tangent + right.Tangent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> operator -(ParameterDual<T> left, ParameterDual<T> right) =>
        new(left.Number - right.Number, left.Tangent - right.Tangent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> operator *(ParameterDual<T> left, ParameterDual<T> right) =>
        new(left.Number * right.Number, right.Number * left.Tangent + left.Number * right.Tangent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> operator /(ParameterDual<T> left, ParameterDual<T> right)
    {
        T inverse = T.From(1) / right.Number, quotient = left.Number * inverse;
        return new(quotient, inverse * (left.Tangent - quotient * right.Tangent));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> operator -(ParameterDual<T> value) => new(-value.Number, -value.Tangent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <(ParameterDual<T> left, ParameterDual<T> right) => left.Number < right.Number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >(ParameterDual<T> left, ParameterDual<T> right) => left.Number > right.Number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <=(ParameterDual<T> left, ParameterDual<T> right) => left.Number <= right.Number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >=(ParameterDual<T> left, ParameterDual<T> right) => left.Number >= right.Number;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> Constant(ParameterDual<T> value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> Scale(ParameterDual<T> factor, ParameterDual<T> value) => factor * value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> Shift(ParameterDual<T> value, ParameterDual<T> offset) => value + offset;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> Exp(ParameterDual<T> value)
    {
        T exponential = T.Exp(value.Number);
        return new(exponential, exponential * value.Tangent);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> Expm1(ParameterDual<T> value)
    {
        T result = T.Expm1(value.Number);
        return new(result, (result + T.From(1)) * value.Tangent);
    }

    /// <summary>A positive number to a power that may depend on the parameter too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> PowPositive(ParameterDual<T> value, ParameterDual<T> exponent)
    {
        T power = T.PowPositive(value.Number, exponent.Number);
        return new(power, power * (exponent.Number / value.Number * value.Tangent + T.Log(value.Number) * exponent.Tangent));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> Abs(ParameterDual<T> value)
    {
        T zero = T.From(0);
        T sign = T.WhereLess(zero, value.Number, T.From(1), T.WhereLess(value.Number, zero, T.From(-1), zero));
        return new(T.Abs(value.Number), sign * value.Tangent);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> Hold(ParameterDual<T> value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> HoldSlow(ParameterDual<T> value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> WhereLess(ParameterDual<T> left, ParameterDual<T> right, ParameterDual<T> then, ParameterDual<T> otherwise) => new(
        T.WhereLess(left.Number, right.Number, then.Number, otherwise.Number),
        T.WhereLess(left.Number, right.Number, then.Tangent, otherwise.Tangent));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllLess(ParameterDual<T> left, ParameterDual<T> right) => T.AllLess(left.Number, right.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(ParameterDual<T> left, ParameterDual<T> right) => T.AnyLess(left.Number, right.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> Log(ParameterDual<T> value) => new(T.Log(value.Number), value.Tangent / value.Number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> Sqrt(ParameterDual<T> value)
    {
        T root = T.Sqrt(value.Number);
        return new(root, value.Tangent / (root + root));
    }

    /// <inheritdoc/>
    // The series of DeviceMath, so that its derivative is that of the series.
    public static ParameterDual<T> SmallPhi3(ParameterDual<T> value)
    {
        ParameterDual<T> one = From(1), sum = one;
        for (int power = 19; power > 3; --power)
            sum = one + value * sum / From(power);
        return sum / From(6);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> Nearest(ParameterDual<T> value) => new(T.Nearest(value.Number), T.From(0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> From(double value) => new(T.From(value), T.From(0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ParameterDual<T> From(int value) => new(T.From(value), T.From(0));

    /// <inheritdoc/>
    public static double ToDouble(ParameterDual<T> value) => T.ToDouble(value.Number);

    /// <inheritdoc/>
    public static ushort ToHalf(ParameterDual<T> value) => T.ToHalf(value.Number);

    /// <inheritdoc/>
    public static ParameterDual<T> FromHalf(ushort half) => new(T.FromHalf(half), T.From(0));
}
