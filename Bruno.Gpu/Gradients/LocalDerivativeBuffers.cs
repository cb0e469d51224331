using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Gradients;

/// <summary>Room for the local derivatives of a layer in a window of time.</summary>
/// <param name="device">The compute device.</param>
/// <param name="elements">Steps times batch elements times neurons, at most.</param>
public sealed class LocalDerivativeBuffers<T>(ComputeDevice device, long elements) : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T>[] buffers =
        [.. Enumerable.Range(0, 7).Select(_ => device.Memory.Allocate<T>(elements, MemoryPurpose.Gradients))];

    /// <summary>The derivatives.</summary>
    public LocalDerivatives<T> View => new(
        buffers[0].View, buffers[1].View, buffers[2].View, buffers[3].View, buffers[4].View, buffers[5].View, buffers[6].View);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DeviceBuffer<T> buffer in buffers)
            buffer.Dispose();
    }
}
