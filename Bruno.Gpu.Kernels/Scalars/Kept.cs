namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>Marked quantities keep their derivative: the choice of the exact gradient.</summary>
public readonly struct Kept : IHoldPolicy
{
    /// <inheritdoc/>
    public static bool Holds => false;

    /// <inheritdoc/>
    public static bool HoldsSlow => false;
}
