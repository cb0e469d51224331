namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// The two quantisers of the public library of Fehlings et al. (arXiv 2505.17791). With b bits both have
/// q = 2^(b-1) - 1 levels a side, and they differ in the step between levels.
/// </summary>
public enum QuantiserVariant
{
    /// <summary>Step w_max / q: the largest weight is a level. The quantiser of the published results.</summary>
    Legacy,

    /// <summary>
    /// Step w_max / (2^(b-1) - 1/2), cut off at q: the largest weight shrinks, by 14 % at three bits. The present code of
    /// that library.
    /// </summary>
    Head,
}
