using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>A matrix of 6 by 6 numbers; see <see cref="IMatrix{TSelf,T,TColumn}"/>.</summary>
public readonly struct Matrix6<T>(Numbers6<T> a, Numbers6<T> b, Numbers6<T> c, Numbers6<T> d, Numbers6<T> e, Numbers6<T> f) : IMatrix<Matrix6<T>, T, Numbers6<T>>
    where T : unmanaged, IReal<T>
{
    private readonly Numbers6<T> a = a;
    private readonly Numbers6<T> b = b;
    private readonly Numbers6<T> c = c;
    private readonly Numbers6<T> d = d;
    private readonly Numbers6<T> e = e;
    private readonly Numbers6<T> f = f;

    /// <inheritdoc/>
    public Numbers6<T> this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => column == 0 ? a : column == 1 ? b : column == 2 ? c : column == 3 ? d : column == 4 ? e : f;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix6<T> With(int column, Numbers6<T> value) =>
        new(column == 0 ? value : a, column == 1 ? value : b, column == 2 ? value : c, column == 3 ? value : d, column == 4 ? value : e, column == 5 ? value : f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix6<T> Diagonal(T value)
    {
        T zero = T.From(0);
        return new(new(value, zero, zero, zero, zero, zero), new(zero, value, zero, zero, zero, zero), new(zero, zero, value, zero, zero, zero), new(zero, zero, zero, value, zero, zero), new(zero, zero, zero, zero, value, zero), new(zero, zero, zero, zero, zero, value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix6<T> operator +(Matrix6<T> left, Matrix6<T> right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d, left.e + right.e, left.f + right.f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix6<T> operator -(Matrix6<T> left, Matrix6<T> right) =>
        new(left.a - right.a, left.b - right.b, left.c - right.c, left.d - right.d, left.e - right.e, left.f - right.f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix6<T> operator *(T factor, Matrix6<T> matrix) =>
        new(factor * matrix.a, factor * matrix.b, factor * matrix.c, factor * matrix.d, factor * matrix.e, factor * matrix.f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers6<T> AddTo(Numbers6<T> sum, Numbers6<T> x) => sum + x[0] * a + x[1] * b + x[2] * c + x[3] * d + x[4] * e + x[5] * f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers6<T> Pull(Numbers6<T> adjoint) =>
        new(Dot(adjoint, a), Dot(adjoint, b), Dot(adjoint, c), Dot(adjoint, d), Dot(adjoint, e), Dot(adjoint, f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot(Numbers6<T> adjoint, Numbers6<T> derivatives) =>
        Adjoint.Times(adjoint[0], derivatives[0])
        + Adjoint.Times(adjoint[1], derivatives[1])
        + Adjoint.Times(adjoint[2], derivatives[2])
        + Adjoint.Times(adjoint[3], derivatives[3])
        + Adjoint.Times(adjoint[4], derivatives[4])
        + Adjoint.Times(adjoint[5], derivatives[5]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix6<T> Each<TMap>(TMap map)
        where TMap : struct, IColumnMap<Numbers6<T>> =>
        new(map.Of(a), map.Of(b), map.Of(c), map.Of(d), map.Of(e), map.Of(f));
}
