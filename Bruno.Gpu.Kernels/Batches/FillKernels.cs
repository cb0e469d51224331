using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Batches;

/// <summary>Fills a part of a buffer.</summary>
public static class FillKernels
{
    /// <summary>Sets an element to zero.</summary>
    /// <param name="index">The element.</param>
    /// <param name="target">The part of a buffer to clear.</param>
    public static void Zero<T>(Index1D index, ArrayView<T> target)
        where T : unmanaged, IReal<T> => target[index] = T.From(0);
}
