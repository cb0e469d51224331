using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>
/// Two numbers with names: the state of a planar device, a membrane potential and one internal variable (a ferroelectric's
/// polarization), in the model's own units; the rates of the two; or the rows of their derivatives.
/// </summary>
/// <typeparam name="T">A real number, a dual number, a row.</typeparam>
public readonly struct DeviceState<T>(T potential, T @internal) : INumbers<DeviceState<T>, T>
    where T : unmanaged, IArithmetic<T>
{
    /// <summary>The membrane potential, V.</summary>
    public readonly T Potential = potential;

    /// <summary>The internal variable.</summary>
    public readonly T Internal = @internal;

    /// <inheritdoc/>
    public static int Count => 2;

    /// <inheritdoc/>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => index == 0 ? Potential : Internal;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<T> With(int index, T value) => new(index == 0 ? value : Potential, index == 1 ? value : Internal);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<T> All(T value) => new(value, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<T> operator +(DeviceState<T> left, DeviceState<T> right) =>
        new(left.Potential + right.Potential, left.Internal + right.Internal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<T> operator -(DeviceState<T> left, DeviceState<T> right) =>
        new(left.Potential - right.Potential, left.Internal - right.Internal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<T> operator *(DeviceState<T> left, DeviceState<T> right) =>
        new(left.Potential * right.Potential, left.Internal * right.Internal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<T> operator *(T factor, DeviceState<T> numbers) =>
        new(factor * numbers.Potential, factor * numbers.Internal);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<T> WeightedSum(T factor, DeviceState<T> numbers, T otherFactor, DeviceState<T> others) => new(
        factor * numbers.Potential + otherFactor * others.Potential,
        factor * numbers.Internal + otherFactor * others.Internal);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<T> WhereLess(DeviceState<T> left, DeviceState<T> right, DeviceState<T> then, DeviceState<T> otherwise) => new(
        T.WhereLess(left.Potential, right.Potential, then.Potential, otherwise.Potential),
        T.WhereLess(left.Internal, right.Internal, then.Internal, otherwise.Internal));
}
