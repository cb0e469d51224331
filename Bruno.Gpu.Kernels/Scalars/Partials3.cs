using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>Three partial derivatives.</summary>
public readonly struct Partials3<TReal>(TReal first, TReal second, TReal third) : IPartials<Partials3<TReal>, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    public readonly TReal First = first;
    public readonly TReal Second = second;
    public readonly TReal Third = third;

    /// <inheritdoc/>
    public static Partials3<TReal> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TReal.From(0), TReal.From(0), TReal.From(0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials3<TReal> operator +(Partials3<TReal> left, Partials3<TReal> right) =>
        new(left.First + right.First, left.Second + right.Second, left.Third + right.Third);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials3<TReal> operator -(Partials3<TReal> left, Partials3<TReal> right) =>
        new(left.First - right.First, left.Second - right.Second, left.Third - right.Third);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials3<TReal> operator *(TReal factor, Partials3<TReal> partials) =>
        new(factor * partials.First, factor * partials.Second, factor * partials.Third);
}
