using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Gradients;

/// <summary>Room for the local derivatives of a layer in a window of time.</summary>
/// <param name="device">The compute device.</param>
/// <param name="elements">Steps times batch elements times neurons, at most.</param>
/// <param name="hasInternalSignals">Whether a spike depends on the internal variable.</param>
public sealed class LocalDerivativeBuffers<T>(ComputeDevice device, long elements, bool hasInternalSignals = false) : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> signals = device.Memory.Allocate<T>(elements, MemoryPurpose.Gradients);
    private readonly DeviceBuffer<T> internalSignals = device.Memory.Allocate<T>(hasInternalSignals ? elements : 0, MemoryPurpose.Gradients);
    private readonly DeviceBuffer<Jacobian<T>> steps = device.Memory.Allocate<Jacobian<T>>(elements, MemoryPurpose.Gradients);

    /// <summary>The derivatives.</summary>
    public LocalDerivatives<T> View => new(signals.View, internalSignals.View, steps.View);

    /// <inheritdoc/>
    public void Dispose()
    {
        steps.Dispose();
        internalSignals.Dispose();
        signals.Dispose();
    }
}
