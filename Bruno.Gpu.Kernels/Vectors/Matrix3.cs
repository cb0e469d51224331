using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>A matrix of 3 by 3 numbers; see <see cref="IMatrix{TSelf,T,TColumn}"/>.</summary>
public readonly struct Matrix3<T>(Numbers3<T> a, Numbers3<T> b, Numbers3<T> c) : IMatrix<Matrix3<T>, T, Numbers3<T>>
    where T : unmanaged, IReal<T>
{
    private readonly Numbers3<T> a = a;
    private readonly Numbers3<T> b = b;
    private readonly Numbers3<T> c = c;

    /// <inheritdoc/>
    public Numbers3<T> this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => column == 0 ? a : column == 1 ? b : c;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix3<T> With(int column, Numbers3<T> value) =>
        new(column == 0 ? value : a, column == 1 ? value : b, column == 2 ? value : c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix3<T> Diagonal(T value)
    {
        T zero = T.From(0);
        return new(new(value, zero, zero), new(zero, value, zero), new(zero, zero, value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix3<T> operator +(Matrix3<T> left, Matrix3<T> right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix3<T> operator -(Matrix3<T> left, Matrix3<T> right) =>
        new(left.a - right.a, left.b - right.b, left.c - right.c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix3<T> operator *(T factor, Matrix3<T> matrix) =>
        new(factor * matrix.a, factor * matrix.b, factor * matrix.c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers3<T> AddTo(Numbers3<T> sum, Numbers3<T> x) => sum + x[0] * a + x[1] * b + x[2] * c;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers3<T> Pull(Numbers3<T> adjoint) =>
        new(Dot(adjoint, a), Dot(adjoint, b), Dot(adjoint, c));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot(Numbers3<T> adjoint, Numbers3<T> derivatives) =>
        Adjoint.Times(adjoint[0], derivatives[0])
        + Adjoint.Times(adjoint[1], derivatives[1])
        + Adjoint.Times(adjoint[2], derivatives[2]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix3<T> Each<TMap>(TMap map)
        where TMap : struct, IColumnMap<Numbers3<T>> =>
        new(map.Of(a), map.Of(b), map.Of(c));
}
