using Bruno.Gpu.Kernels.Batches;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Accelerators;

/// <summary>
/// Sets parts of buffers to zero, with a kernel: on OpenCL, ILGPU 1.5.3's own MemSet of a part clears another part, because it
/// multiplies the offset in bytes by the size of an element once more. The kernel is compiled at the first use.
/// </summary>
/// <param name="device">Where the buffers are.</param>
internal sealed class PartialClear<T>(ComputeDevice device)
    where T : unmanaged, IReal<T>
{
    private Action<Index1D, ArrayView<T>>? zero;

    /// <summary>Sets all elements of a part to zero.</summary>
    public void Run(ArrayView<T> part)
    {
        if (part.Length == 0)
            return;
        zero ??= device.Load<Action<Index1D, ArrayView<T>>>(FillKernels.Zero);
        zero(part.IntLength, part);
    }
}
