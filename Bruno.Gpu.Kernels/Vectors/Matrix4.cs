using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>A matrix of 4 by 4 numbers; see <see cref="IMatrix{TSelf,T,TColumn}"/>.</summary>
public readonly struct Matrix4<T>(Numbers4<T> a, Numbers4<T> b, Numbers4<T> c, Numbers4<T> d) : IMatrix<Matrix4<T>, T, Numbers4<T>>
    where T : unmanaged, IReal<T>
{
    private readonly Numbers4<T> a = a;
    private readonly Numbers4<T> b = b;
    private readonly Numbers4<T> c = c;
    private readonly Numbers4<T> d = d;

    /// <inheritdoc/>
    public Numbers4<T> this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => column == 0 ? a : column == 1 ? b : column == 2 ? c : d;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix4<T> With(int column, Numbers4<T> value) =>
        new(column == 0 ? value : a, column == 1 ? value : b, column == 2 ? value : c, column == 3 ? value : d);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix4<T> Diagonal(T value)
    {
        T zero = T.From(0);
        return new(new(value, zero, zero, zero), new(zero, value, zero, zero), new(zero, zero, value, zero), new(zero, zero, zero, value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix4<T> operator +(Matrix4<T> left, Matrix4<T> right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix4<T> operator -(Matrix4<T> left, Matrix4<T> right) =>
        new(left.a - right.a, left.b - right.b, left.c - right.c, left.d - right.d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix4<T> operator *(T factor, Matrix4<T> matrix) =>
        new(factor * matrix.a, factor * matrix.b, factor * matrix.c, factor * matrix.d);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers4<T> AddTo(Numbers4<T> sum, Numbers4<T> x) => sum + x[0] * a + x[1] * b + x[2] * c + x[3] * d;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers4<T> Pull(Numbers4<T> adjoint) =>
        new(Dot(adjoint, a), Dot(adjoint, b), Dot(adjoint, c), Dot(adjoint, d));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot(Numbers4<T> adjoint, Numbers4<T> derivatives) =>
        Adjoint.Times(adjoint[0], derivatives[0])
        + Adjoint.Times(adjoint[1], derivatives[1])
        + Adjoint.Times(adjoint[2], derivatives[2])
        + Adjoint.Times(adjoint[3], derivatives[3]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix4<T> Each<TMap>(TMap map)
        where TMap : struct, IColumnMap<Numbers4<T>> =>
        new(map.Of(a), map.Of(b), map.Of(c), map.Of(d));
}
