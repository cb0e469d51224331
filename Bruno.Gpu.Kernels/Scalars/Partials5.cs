using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>Five partial derivatives.</summary>
public readonly struct Partials5<TReal>(TReal first, TReal second, TReal third, TReal fourth, TReal fifth) : IPartials<Partials5<TReal>, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    public readonly TReal First = first;
    public readonly TReal Second = second;
    public readonly TReal Third = third;
    public readonly TReal Fourth = fourth;
    public readonly TReal Fifth = fifth;

    /// <inheritdoc/>
    public static Partials5<TReal> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TReal.From(0), TReal.From(0), TReal.From(0), TReal.From(0), TReal.From(0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials5<TReal> operator +(Partials5<TReal> left, Partials5<TReal> right) =>
        new(left.First + right.First, left.Second + right.Second, left.Third + right.Third, left.Fourth + right.Fourth, left.Fifth + right.Fifth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials5<TReal> operator -(Partials5<TReal> left, Partials5<TReal> right) =>
        new(left.First - right.First, left.Second - right.Second, left.Third - right.Third, left.Fourth - right.Fourth, left.Fifth - right.Fifth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials5<TReal> operator *(TReal factor, Partials5<TReal> partials) =>
        new(factor * partials.First, factor * partials.Second, factor * partials.Third, factor * partials.Fourth, factor * partials.Fifth);
}
