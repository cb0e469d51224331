namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>Marked quantities are held constant: BRUNO's choice.</summary>
public readonly struct Held : IHoldPolicy
{
    /// <inheritdoc/>
    public static bool Holds => true;

    /// <inheritdoc/>
    public static bool HoldsSlow => true;
}
