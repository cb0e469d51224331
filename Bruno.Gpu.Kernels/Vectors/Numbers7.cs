using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>Seven numbers; see <see cref="INumbers{TSelf,T}"/>.</summary>
public readonly struct Numbers7<T>(T a, T b, T c, T d, T e, T f, T g) : INumbers<Numbers7<T>, T>
    where T : unmanaged, IArithmetic<T>
{
    private readonly T a = a;
    private readonly T b = b;
    private readonly T c = c;
    private readonly T d = d;
    private readonly T e = e;
    private readonly T f = f;
    private readonly T g = g;

    /// <inheritdoc/>
    public static int Count => 7;

    /// <inheritdoc/>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => index == 0 ? a : index == 1 ? b : index == 2 ? c : index == 3 ? d : index == 4 ? e : index == 5 ? f : g;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers7<T> With(int index, T value) =>
        new(index == 0 ? value : a, index == 1 ? value : b, index == 2 ? value : c, index == 3 ? value : d, index == 4 ? value : e, index == 5 ? value : f, index == 6 ? value : g);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers7<T> All(T value) => new(value, value, value, value, value, value, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers7<T> operator +(Numbers7<T> left, Numbers7<T> right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d, left.e + right.e, left.f + right.f, left.g + right.g);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers7<T> operator -(Numbers7<T> left, Numbers7<T> right) =>
        new(left.a - right.a, left.b - right.b, left.c - right.c, left.d - right.d, left.e - right.e, left.f - right.f, left.g - right.g);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers7<T> operator *(Numbers7<T> left, Numbers7<T> right) =>
        new(left.a * right.a, left.b * right.b, left.c * right.c, left.d * right.d, left.e * right.e, left.f * right.f, left.g * right.g);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers7<T> operator *(T factor, Numbers7<T> numbers) =>
        new(factor * numbers.a, factor * numbers.b, factor * numbers.c, factor * numbers.d, factor * numbers.e, factor * numbers.f, factor * numbers.g);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers7<T> WeightedSum(T factor, Numbers7<T> numbers, T otherFactor, Numbers7<T> others) => new(
        factor * numbers.a + otherFactor * others.a,
        factor * numbers.b + otherFactor * others.b,
        factor * numbers.c + otherFactor * others.c,
        factor * numbers.d + otherFactor * others.d,
        factor * numbers.e + otherFactor * others.e,
        factor * numbers.f + otherFactor * others.f,
        factor * numbers.g + otherFactor * others.g);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers7<T> WhereLess(Numbers7<T> left, Numbers7<T> right, Numbers7<T> then, Numbers7<T> otherwise) => new(
        T.WhereLess(left.a, right.a, then.a, otherwise.a),
        T.WhereLess(left.b, right.b, then.b, otherwise.b),
        T.WhereLess(left.c, right.c, then.c, otherwise.c),
        T.WhereLess(left.d, right.d, then.d, otherwise.d),
        T.WhereLess(left.e, right.e, then.e, otherwise.e),
        T.WhereLess(left.f, right.f, then.f, otherwise.f),
        T.WhereLess(left.g, right.g, then.g, otherwise.g));
}
