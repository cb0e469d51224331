namespace Bruno.Gpu.Accelerators;

/// <summary>The precision that kernels compute in.</summary>
public enum Precision
{
    /// <summary>32 bits.</summary>
    Float,

    /// <summary>64 bits.</summary>
    Double,
}
