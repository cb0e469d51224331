namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>Marked rates keep their derivative, what else is marked is held constant: BRUNO with the full rate, which explodes.</summary>
public readonly struct RatesKept : IHoldPolicy
{
    /// <inheritdoc/>
    public static bool Holds => false;

    /// <inheritdoc/>
    public static bool HoldsSlow => true;
}
