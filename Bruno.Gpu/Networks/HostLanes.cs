using System.Numerics;
using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Networks;

/// <summary>
/// As many real numbers as a vector register of the host holds, of lanes that lie beside each other: equations that only
/// add and multiply are evaluated for all of them at once, each with the bits that it would have alone. Lanes have no order
/// among each other and no elementary functions: equations that ask for them are for single lanes.
/// </summary>
/// <typeparam name="TNumber">The primitive number.</typeparam>
public readonly struct HostLanes<TNumber>(Vector<TNumber> numbers) : IReal<HostLanes<TNumber>>
    where TNumber : unmanaged, INumber<TNumber>
{
    private readonly Vector<TNumber> numbers = numbers;

    /// <inheritdoc/>
    public static HostLanes<TNumber> Spacing => throw SingleLanesOnly();

    /// <inheritdoc/>
    public HostLanes<TNumber> Value { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => this; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> operator +(HostLanes<TNumber> left, HostLanes<TNumber> right) => new(left.numbers + right.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> operator -(HostLanes<TNumber> left, HostLanes<TNumber> right) => new(left.numbers - right.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> operator *(HostLanes<TNumber> left, HostLanes<TNumber> right) => new(left.numbers * right.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> operator /(HostLanes<TNumber> left, HostLanes<TNumber> right) => new(left.numbers / right.numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> operator -(HostLanes<TNumber> value) => new(-value.numbers);

    public static bool operator <(HostLanes<TNumber> left, HostLanes<TNumber> right) => throw SingleLanesOnly();

    public static bool operator >(HostLanes<TNumber> left, HostLanes<TNumber> right) => throw SingleLanesOnly();

    public static bool operator <=(HostLanes<TNumber> left, HostLanes<TNumber> right) => throw SingleLanesOnly();

    public static bool operator >=(HostLanes<TNumber> left, HostLanes<TNumber> right) => throw SingleLanesOnly();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> From(double value) => new(new Vector<TNumber>(TNumber.CreateTruncating(value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> From(int value) => new(new Vector<TNumber>(TNumber.CreateTruncating(value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> Constant(HostLanes<TNumber> value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> Scale(HostLanes<TNumber> factor, HostLanes<TNumber> value) => factor * value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> Shift(HostLanes<TNumber> value, HostLanes<TNumber> offset) => value + offset;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> Hold(HostLanes<TNumber> value) => value;

    /// <inheritdoc/>
    public static HostLanes<TNumber> Abs(HostLanes<TNumber> value) => new(Vector.Abs(value.numbers));

    /// <inheritdoc/>
    public static HostLanes<TNumber> Exp(HostLanes<TNumber> value) => throw SingleLanesOnly();

    /// <inheritdoc/>
    public static HostLanes<TNumber> Expm1(HostLanes<TNumber> value) => throw SingleLanesOnly();

    /// <inheritdoc/>
    public static HostLanes<TNumber> PowPositive(HostLanes<TNumber> value, HostLanes<TNumber> exponent) => throw SingleLanesOnly();

    /// <inheritdoc/>
    public static HostLanes<TNumber> Log(HostLanes<TNumber> value) => throw SingleLanesOnly();

    /// <inheritdoc/>
    public static HostLanes<TNumber> Sqrt(HostLanes<TNumber> value) => throw SingleLanesOnly();

    /// <inheritdoc/>
    public static HostLanes<TNumber> SmallPhi3(HostLanes<TNumber> value) => throw SingleLanesOnly();

    /// <inheritdoc/>
    public static double ToDouble(HostLanes<TNumber> value) => throw SingleLanesOnly();

    /// <inheritdoc/>
    public static ushort ToHalf(HostLanes<TNumber> value) => throw SingleLanesOnly();

    /// <inheritdoc/>
    public static HostLanes<TNumber> FromHalf(ushort half) => throw SingleLanesOnly();

    private static NotSupportedException SingleLanesOnly() => new("Lanes are compared and transformed one by one.");
}
