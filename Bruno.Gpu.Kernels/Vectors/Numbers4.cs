using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>Four numbers; see <see cref="INumbers{TSelf,T}"/>.</summary>
public readonly struct Numbers4<T>(T a, T b, T c, T d) : INumbers<Numbers4<T>, T>
    where T : unmanaged, IArithmetic<T>
{
    private readonly T a = a;
    private readonly T b = b;
    private readonly T c = c;
    private readonly T d = d;

    /// <inheritdoc/>
    public static int Count => 4;

    /// <inheritdoc/>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => index == 0 ? a : index == 1 ? b : index == 2 ? c : d;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers4<T> With(int index, T value) =>
        new(index == 0 ? value : a, index == 1 ? value : b, index == 2 ? value : c, index == 3 ? value : d);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers4<T> All(T value) => new(value, value, value, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers4<T> operator +(Numbers4<T> left, Numbers4<T> right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers4<T> operator -(Numbers4<T> left, Numbers4<T> right) =>
        new(left.a - right.a, left.b - right.b, left.c - right.c, left.d - right.d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers4<T> operator *(Numbers4<T> left, Numbers4<T> right) =>
        new(left.a * right.a, left.b * right.b, left.c * right.c, left.d * right.d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers4<T> operator *(T factor, Numbers4<T> numbers) =>
        new(factor * numbers.a, factor * numbers.b, factor * numbers.c, factor * numbers.d);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers4<T> WeightedSum(T factor, Numbers4<T> numbers, T otherFactor, Numbers4<T> others) => new(
        factor * numbers.a + otherFactor * others.a,
        factor * numbers.b + otherFactor * others.b,
        factor * numbers.c + otherFactor * others.c,
        factor * numbers.d + otherFactor * others.d);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers4<T> WhereLess(Numbers4<T> left, Numbers4<T> right, Numbers4<T> then, Numbers4<T> otherwise) => new(
        T.WhereLess(left.a, right.a, then.a, otherwise.a),
        T.WhereLess(left.b, right.b, then.b, otherwise.b),
        T.WhereLess(left.c, right.c, then.c, otherwise.c),
        T.WhereLess(left.d, right.d, then.d, otherwise.d));
}
