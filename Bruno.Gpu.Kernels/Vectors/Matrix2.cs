using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>A matrix of 2 by 2 numbers; see <see cref="IMatrix{TSelf,T,TColumn}"/>.</summary>
public readonly struct Matrix2<T>(DeviceState<T> a, DeviceState<T> b) : IMatrix<Matrix2<T>, T, DeviceState<T>>
    where T : unmanaged, IReal<T>
{
    private readonly DeviceState<T> a = a;
    private readonly DeviceState<T> b = b;

    /// <inheritdoc/>
    public DeviceState<T> this[int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => column == 0 ? a : b;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix2<T> With(int column, DeviceState<T> value) =>
        new(column == 0 ? value : a, column == 1 ? value : b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix2<T> Diagonal(T value)
    {
        T zero = T.From(0);
        return new(new(value, zero), new(zero, value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix2<T> operator +(Matrix2<T> left, Matrix2<T> right) =>
        new(left.a + right.a, left.b + right.b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix2<T> operator -(Matrix2<T> left, Matrix2<T> right) =>
        new(left.a - right.a, left.b - right.b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Matrix2<T> operator *(T factor, Matrix2<T> matrix) =>
        new(factor * matrix.a, factor * matrix.b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<T> AddTo(DeviceState<T> sum, DeviceState<T> x) => sum + x[0] * a + x[1] * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<T> Pull(DeviceState<T> adjoint) =>
        new(Dot(adjoint, a), Dot(adjoint, b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot(DeviceState<T> adjoint, DeviceState<T> derivatives) =>
        Adjoint.Times(adjoint[0], derivatives[0])
        + Adjoint.Times(adjoint[1], derivatives[1]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix2<T> Each<TMap>(TMap map)
        where TMap : struct, IColumnMap<DeviceState<T>> =>
        new(map.Of(a), map.Of(b));
}
