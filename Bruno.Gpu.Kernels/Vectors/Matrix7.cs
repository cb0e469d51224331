using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>A matrix of 7 by 7 numbers; see <see cref="IMatrix{TSelf,T,TColumn}"/>.</summary>
public readonly struct Matrix7<T>(Numbers7<T> a, Numbers7<T> b, Numbers7<T> c, Numbers7<T> d, Numbers7<T> e, Numbers7<T> f, Numbers7<T> g) : IMatrix<Matrix7<T>, T, Numbers7<T>>
    where T : unmanaged, IReal<T>
{
    private readonly Numbers7<T> a = a;
    private readonly Numbers7<T> b = b;
    private readonly Numbers7<T> c = c;
    private readonly Numbers7<T> d = d;
    private readonly Numbers7<T> e = e;
    private readonly Numbers7<T> f = f;
    private readonly Numbers7<T> g = g;

    /// <inheritdoc/>
    public Numbers7<T> this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => column == 0 ? a : column == 1 ? b : column == 2 ? c : column == 3 ? d : column == 4 ? e : column == 5 ? f : g;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix7<T> With(int column, Numbers7<T> value) =>
        new(column == 0 ? value : a, column == 1 ? value : b, column == 2 ? value : c, column == 3 ? value : d, column == 4 ? value : e, column == 5 ? value : f, column == 6 ? value : g);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix7<T> Diagonal(T value)
    {
        T zero = T.From(0);
        return new(new(value, zero, zero, zero, zero, zero, zero), new(zero, value, zero, zero, zero, zero, zero), new(zero, zero, value, zero, zero, zero, zero), new(zero, zero, zero, value, zero, zero, zero), new(zero, zero, zero, zero, value, zero, zero), new(zero, zero, zero, zero, zero, value, zero), new(zero, zero, zero, zero, zero, zero, value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix7<T> operator +(Matrix7<T> left, Matrix7<T> right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d, left.e + right.e, left.f + right.f, left.g + right.g);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix7<T> operator -(Matrix7<T> left, Matrix7<T> right) =>
        new(left.a - right.a, left.b - right.b, left.c - right.c, left.d - right.d, left.e - right.e, left.f - right.f, left.g - right.g);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix7<T> operator *(T factor, Matrix7<T> matrix) =>
        new(factor * matrix.a, factor * matrix.b, factor * matrix.c, factor * matrix.d, factor * matrix.e, factor * matrix.f, factor * matrix.g);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers7<T> AddTo(Numbers7<T> sum, Numbers7<T> x) => sum + x[0] * a + x[1] * b + x[2] * c + x[3] * d + x[4] * e + x[5] * f + x[6] * g;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers7<T> Pull(Numbers7<T> adjoint) =>
        new(Dot(adjoint, a), Dot(adjoint, b), Dot(adjoint, c), Dot(adjoint, d), Dot(adjoint, e), Dot(adjoint, f), Dot(adjoint, g));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot(Numbers7<T> adjoint, Numbers7<T> derivatives) =>
        Adjoint.Times(adjoint[0], derivatives[0])
        + Adjoint.Times(adjoint[1], derivatives[1])
        + Adjoint.Times(adjoint[2], derivatives[2])
        + Adjoint.Times(adjoint[3], derivatives[3])
        + Adjoint.Times(adjoint[4], derivatives[4])
        + Adjoint.Times(adjoint[5], derivatives[5])
        + Adjoint.Times(adjoint[6], derivatives[6]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix7<T> Each<TMap>(TMap map)
        where TMap : struct, IColumnMap<Numbers7<T>> =>
        new(map.Of(a), map.Of(b), map.Of(c), map.Of(d), map.Of(e), map.Of(f), map.Of(g));
}
