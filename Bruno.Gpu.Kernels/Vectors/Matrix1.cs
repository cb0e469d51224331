using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>A matrix of 1 by 1 numbers; see <see cref="IMatrix{TSelf,T,TColumn}"/>.</summary>
public readonly struct Matrix1<T>(Numbers1<T> a) : IMatrix<Matrix1<T>, T, Numbers1<T>>
    where T : unmanaged, IReal<T>
{
    private readonly Numbers1<T> a = a;

    /// <inheritdoc/>
    public Numbers1<T> this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => a;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix1<T> With(int column, Numbers1<T> value) =>
        new(column == 0 ? value : a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix1<T> Diagonal(T value)
    {
        T zero = T.From(0);
        return new(new(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix1<T> operator +(Matrix1<T> left, Matrix1<T> right) =>
        new(left.a + right.a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix1<T> operator -(Matrix1<T> left, Matrix1<T> right) =>
        new(left.a - right.a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix1<T> operator *(T factor, Matrix1<T> matrix) =>
        new(factor * matrix.a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers1<T> AddTo(Numbers1<T> sum, Numbers1<T> x) => sum + x[0] * a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers1<T> Pull(Numbers1<T> adjoint) =>
        new(Dot(adjoint, a));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot(Numbers1<T> adjoint, Numbers1<T> derivatives) =>
        Adjoint.Times(adjoint[0], derivatives[0]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix1<T> Each<TMap>(TMap map)
        where TMap : struct, IColumnMap<Numbers1<T>> =>
        new(map.Of(a));
}
