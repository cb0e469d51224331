namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>A spike or its absence, one byte.</summary>
public readonly struct Spike(bool fired)
{
    private readonly byte fired = fired ? (byte)1 : (byte)0;

    /// <summary>Whether there is a spike.</summary>
    public bool Fired => fired != 0;

    /// <summary>1 or 0.</summary>
    public int Count => fired;
}
