using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Gradients;

/// <summary>Room for the local derivatives of a layer in a window of time.</summary>
/// <param name="device">The compute device.</param>
/// <param name="elements">Steps times batch elements times neurons, at most.</param>
public sealed class LocalDerivativeBuffers<T>(ComputeDevice device, long elements) : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> signals = device.Memory.Allocate<T>(elements, MemoryPurpose.Gradients);
    private readonly DeviceBuffer<Jacobian<T>> steps = device.Memory.Allocate<Jacobian<T>>(elements, MemoryPurpose.Gradients);

    /// <summary>The derivatives.</summary>
    public LocalDerivatives<T> View => new(signals.View, steps.View);

    /// <inheritdoc/>
    public void Dispose()
    {
        steps.Dispose();
        signals.Dispose();
    }
}
