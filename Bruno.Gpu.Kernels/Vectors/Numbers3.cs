using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>Three numbers; see <see cref="INumbers{TSelf,T}"/>.</summary>
public readonly struct Numbers3<T>(T a, T b, T c) : INumbers<Numbers3<T>, T>
    where T : unmanaged, IArithmetic<T>
{
    private readonly T a = a;
    private readonly T b = b;
    private readonly T c = c;

    /// <inheritdoc/>
    public static int Count => 3;

    /// <inheritdoc/>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => index == 0 ? a : index == 1 ? b : c;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers3<T> With(int index, T value) =>
        new(index == 0 ? value : a, index == 1 ? value : b, index == 2 ? value : c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers3<T> All(T value) => new(value, value, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers3<T> operator +(Numbers3<T> left, Numbers3<T> right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers3<T> operator -(Numbers3<T> left, Numbers3<T> right) =>
        new(left.a - right.a, left.b - right.b, left.c - right.c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers3<T> operator *(Numbers3<T> left, Numbers3<T> right) =>
        new(left.a * right.a, left.b * right.b, left.c * right.c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers3<T> operator *(T factor, Numbers3<T> numbers) =>
        new(factor * numbers.a, factor * numbers.b, factor * numbers.c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers3<T> WeightedSum(T factor, Numbers3<T> numbers, T otherFactor, Numbers3<T> others) => new(
        factor * numbers.a + otherFactor * others.a,
        factor * numbers.b + otherFactor * others.b,
        factor * numbers.c + otherFactor * others.c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers3<T> WhereLess(Numbers3<T> left, Numbers3<T> right, Numbers3<T> then, Numbers3<T> otherwise) => new(
        T.WhereLess(left.a, right.a, then.a, otherwise.a),
        T.WhereLess(left.b, right.b, then.b, otherwise.b),
        T.WhereLess(left.c, right.c, then.c, otherwise.c));
}
