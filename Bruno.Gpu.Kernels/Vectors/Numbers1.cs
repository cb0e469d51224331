using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>One number; see <see cref="INumbers{TSelf,T}"/>.</summary>
public readonly struct Numbers1<T>(T a) : INumbers<Numbers1<T>, T>
    where T : unmanaged, IArithmetic<T>
{
    private readonly T a = a;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => a;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers1<T> With(int index, T value) =>
        new(index == 0 ? value : a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers1<T> All(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers1<T> operator +(Numbers1<T> left, Numbers1<T> right) =>
        new(left.a + right.a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers1<T> operator -(Numbers1<T> left, Numbers1<T> right) =>
        new(left.a - right.a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers1<T> operator *(Numbers1<T> left, Numbers1<T> right) =>
        new(left.a * right.a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers1<T> operator *(T factor, Numbers1<T> numbers) =>
        new(factor * numbers.a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers1<T> WeightedSum(T factor, Numbers1<T> numbers, T otherFactor, Numbers1<T> others) => new(
        factor * numbers.a + otherFactor * others.a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers1<T> WhereLess(Numbers1<T> left, Numbers1<T> right, Numbers1<T> then, Numbers1<T> otherwise) => new(
        T.WhereLess(left.a, right.a, then.a, otherwise.a));
}
