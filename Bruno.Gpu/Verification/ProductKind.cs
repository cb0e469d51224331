namespace Bruno.Gpu.Verification;

/// <summary>Which matrix products.</summary>
internal enum ProductKind
{
    /// <summary>What networks take on a device.</summary>
    Chosen,

    /// <summary>The kernels that run everywhere.</summary>
    Portable,

    /// <summary>The kernels with tiles in shared memory.</summary>
    Tiled,
}
