using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>Two numbers side by side, in registers.</summary>
public readonly struct Pair<T>(T first, T second)
    where T : unmanaged, IReal<T>
{
    public readonly T First = first;
    public readonly T Second = second;
}
