using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>Four numbers side by side, in registers.</summary>
public readonly struct Quad<T>(T first, T second, T third, T fourth)
    where T : unmanaged, IReal<T>
{
    public readonly T First = first;
    public readonly T Second = second;
    public readonly T Third = third;
    public readonly T Fourth = fourth;

    /// <summary>Each number plus a factor times that of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Quad<T> Plus(T factor, Quad<T> other) =>
        new(First + factor * other.First, Second + factor * other.Second, Third + factor * other.Third, Fourth + factor * other.Fourth);
}
