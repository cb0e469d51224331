namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>Marked quantities are held constant: BRUNO's choice for the switching rate.</summary>
public readonly struct Held : IHoldPolicy
{
    /// <inheritdoc/>
    public static bool Holds => true;
}
