using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>Five numbers; see <see cref="INumbers{TSelf,T}"/>.</summary>
public readonly struct Numbers5<T>(T a, T b, T c, T d, T e) : INumbers<Numbers5<T>, T>
    where T : unmanaged, IArithmetic<T>
{
    private readonly T a = a;
    private readonly T b = b;
    private readonly T c = c;
    private readonly T d = d;
    private readonly T e = e;

    /// <inheritdoc/>
    public static int Count => 5;

    /// <inheritdoc/>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => index == 0 ? a : index == 1 ? b : index == 2 ? c : index == 3 ? d : e;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers5<T> With(int index, T value) =>
        new(index == 0 ? value : a, index == 1 ? value : b, index == 2 ? value : c, index == 3 ? value : d, index == 4 ? value : e);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers5<T> All(T value) => new(value, value, value, value, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers5<T> operator +(Numbers5<T> left, Numbers5<T> right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d, left.e + right.e);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers5<T> operator -(Numbers5<T> left, Numbers5<T> right) =>
        new(left.a - right.a, left.b - right.b, left.c - right.c, left.d - right.d, left.e - right.e);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers5<T> operator *(Numbers5<T> left, Numbers5<T> right) =>
        new(left.a * right.a, left.b * right.b, left.c * right.c, left.d * right.d, left.e * right.e);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers5<T> operator *(T factor, Numbers5<T> numbers) =>
        new(factor * numbers.a, factor * numbers.b, factor * numbers.c, factor * numbers.d, factor * numbers.e);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers5<T> WeightedSum(T factor, Numbers5<T> numbers, T otherFactor, Numbers5<T> others) => new(
        factor * numbers.a + otherFactor * others.a,
        factor * numbers.b + otherFactor * others.b,
        factor * numbers.c + otherFactor * others.c,
        factor * numbers.d + otherFactor * others.d,
        factor * numbers.e + otherFactor * others.e);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers5<T> WhereLess(Numbers5<T> left, Numbers5<T> right, Numbers5<T> then, Numbers5<T> otherwise) => new(
        T.WhereLess(left.a, right.a, then.a, otherwise.a),
        T.WhereLess(left.b, right.b, then.b, otherwise.b),
        T.WhereLess(left.c, right.c, then.c, otherwise.c),
        T.WhereLess(left.d, right.d, then.d, otherwise.d),
        T.WhereLess(left.e, right.e, then.e, otherwise.e));
}
