using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>A matrix of 5 by 5 numbers; see <see cref="IMatrix{TSelf,T,TColumn}"/>.</summary>
public readonly struct Matrix5<T>(Numbers5<T> a, Numbers5<T> b, Numbers5<T> c, Numbers5<T> d, Numbers5<T> e) : IMatrix<Matrix5<T>, T, Numbers5<T>>
    where T : unmanaged, IReal<T>
{
    private readonly Numbers5<T> a = a;
    private readonly Numbers5<T> b = b;
    private readonly Numbers5<T> c = c;
    private readonly Numbers5<T> d = d;
    private readonly Numbers5<T> e = e;

    /// <inheritdoc/>
    public Numbers5<T> this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => column == 0 ? a : column == 1 ? b : column == 2 ? c : column == 3 ? d : e;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix5<T> With(int column, Numbers5<T> value) =>
        new(column == 0 ? value : a, column == 1 ? value : b, column == 2 ? value : c, column == 3 ? value : d, column == 4 ? value : e);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix5<T> Diagonal(T value)
    {
        T zero = T.From(0);
        return new(new(value, zero, zero, zero, zero), new(zero, value, zero, zero, zero), new(zero, zero, value, zero, zero), new(zero, zero, zero, value, zero), new(zero, zero, zero, zero, value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix5<T> operator +(Matrix5<T> left, Matrix5<T> right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d, left.e + right.e);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix5<T> operator -(Matrix5<T> left, Matrix5<T> right) =>
        new(left.a - right.a, left.b - right.b, left.c - right.c, left.d - right.d, left.e - right.e);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix5<T> operator *(T factor, Matrix5<T> matrix) =>
        new(factor * matrix.a, factor * matrix.b, factor * matrix.c, factor * matrix.d, factor * matrix.e);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers5<T> AddTo(Numbers5<T> sum, Numbers5<T> x) => sum + x[0] * a + x[1] * b + x[2] * c + x[3] * d + x[4] * e;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers5<T> Pull(Numbers5<T> adjoint) =>
        new(Dot(adjoint, a), Dot(adjoint, b), Dot(adjoint, c), Dot(adjoint, d), Dot(adjoint, e));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot(Numbers5<T> adjoint, Numbers5<T> derivatives) =>
        Adjoint.Times(adjoint[0], derivatives[0])
        + Adjoint.Times(adjoint[1], derivatives[1])
        + Adjoint.Times(adjoint[2], derivatives[2])
        + Adjoint.Times(adjoint[3], derivatives[3])
        + Adjoint.Times(adjoint[4], derivatives[4]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix5<T> Each<TMap>(TMap map)
        where TMap : struct, IColumnMap<Numbers5<T>> =>
        new(map.Of(a), map.Of(b), map.Of(c), map.Of(d), map.Of(e));
}
