using System.Numerics;
using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Integrators;

/// <summary>
/// As many real numbers as a vector register of the host holds, of lanes that lie beside each other: equations that never
/// branch on a comparison are evaluated for all of them at once. Those that only add and multiply give each lane the bits that
/// it would have alone; elementary functions are those of vectors, the same for a lane whatever its neighbours are. Lanes have
/// no order among each other: operators that compare throw.
/// </summary>
/// <typeparam name="TNumber">The primitive number.</typeparam>
internal readonly struct HostLanes<TNumber>(Vector<TNumber> numbers) : IReal<HostLanes<TNumber>>
    where TNumber : unmanaged, INumber<TNumber>
{
    private readonly Vector<TNumber> numbers = numbers;

    // Terms for full precision below 0.5, and up to 1.
    private static int SeriesOfExpm1 => typeof(TNumber) == typeof(float) ? 8 : 14;

    private static int SeriesOfPhi3 => typeof(TNumber) == typeof(float) ? 12 : 19;

    /// <inheritdoc/>
    public static bool HasDerivatives => false;

    /// <inheritdoc/>
    public static HostLanes<TNumber> Spacing => From(typeof(TNumber) == typeof(float) ? 1.1920929e-7 : 2.220446049250313e-16);

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> HoldSlow(HostLanes<TNumber> value) => value;

    /// <inheritdoc/>
    public static HostLanes<TNumber> Abs(HostLanes<TNumber> value) => new(Vector.Abs(value.numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> WhereLess(HostLanes<TNumber> left, HostLanes<TNumber> right, HostLanes<TNumber> then, HostLanes<TNumber> otherwise) =>
        new(Vector.ConditionalSelect(Vector.LessThan(left.numbers, right.numbers), then.numbers, otherwise.numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllLess(HostLanes<TNumber> left, HostLanes<TNumber> right) => Vector.LessThanAll(left.numbers, right.numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(HostLanes<TNumber> left, HostLanes<TNumber> right) => Vector.LessThanAny(left.numbers, right.numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> Exp(HostLanes<TNumber> value) => new(typeof(TNumber) == typeof(float)
        ? Vector.Exp(value.numbers.As<TNumber, float>()).As<float, TNumber>()
        : Vector.Exp(value.numbers.As<TNumber, double>()).As<double, TNumber>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> Log(HostLanes<TNumber> value) => new(typeof(TNumber) == typeof(float)
        ? Vector.Log(value.numbers.As<TNumber, float>()).As<float, TNumber>()
        : Vector.Log(value.numbers.As<TNumber, double>()).As<double, TNumber>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> Expm1(HostLanes<TNumber> value)
    {
        HostLanes<TNumber> one = From(1), bound = From(0.5), size = Abs(value);
        HostLanes<TNumber> result = Exp(value) - one;
        return AnyLess(size, bound) ? WhereLess(size, bound, value * Series(value, SeriesOfExpm1, 1), result) : result;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> PowPositive(HostLanes<TNumber> value, HostLanes<TNumber> exponent) => Exp(exponent * Log(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> Sqrt(HostLanes<TNumber> value) => new(Vector.SquareRoot(value.numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> SmallPhi3(HostLanes<TNumber> value) => From(1.0 / 6) * Series(value, SeriesOfPhi3, 3);

    /// <inheritdoc/>
    // What is added leaves no room for anything behind the point.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HostLanes<TNumber> Nearest(HostLanes<TNumber> value)
    {
        HostLanes<TNumber> large = From(1.5) / Spacing;
        return value + large - large;
    }

    /// <inheritdoc/>
    public static double ToDouble(HostLanes<TNumber> value) => throw SingleLanesOnly();

    /// <inheritdoc/>
    public static ushort ToHalf(HostLanes<TNumber> value) => throw SingleLanesOnly();

    /// <inheritdoc/>
    public static HostLanes<TNumber> FromHalf(ushort half) => throw SingleLanesOnly();

    /// <summary>1 + x / (first + 1) (1 + x / (first + 2) (... up to a last term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static HostLanes<TNumber> Series(HostLanes<TNumber> value, int last, int first)
    {
        HostLanes<TNumber> one = From(1), sum = one;
        for (int power = last; power > first; --power)
            sum = one + value * sum * From(1.0 / power);
        return sum;
    }

    private static NotSupportedException SingleLanesOnly() => new("Lanes are compared and transformed one by one.");
}
