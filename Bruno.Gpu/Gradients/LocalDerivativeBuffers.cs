using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>Room for the local derivatives of a layer in a window of time.</summary>
/// <param name="device">The compute device.</param>
/// <param name="elements">Steps times batch elements times neurons, at most.</param>
/// <param name="hasInternalSignals">Whether a spike depends on internal variables.</param>
internal sealed class LocalDerivativeBuffers<T, TState, TMatrix>(ComputeDevice device, long elements, bool hasInternalSignals) : ILocalDerivatives<T>
    where T : unmanaged, IReal<T>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    private readonly DeviceBuffer<T> signals = device.Memory.Allocate<T>(elements, MemoryPurpose.Gradients);

    private readonly DeviceBuffer<T> internalSignals =
        device.Memory.Allocate<T>(hasInternalSignals ? elements * (TState.Count - 1) : 0, MemoryPurpose.Gradients);

    private readonly DeviceBuffer<Jacobian<T, TState, TMatrix>> steps =
        device.Memory.Allocate<Jacobian<T, TState, TMatrix>>(elements, MemoryPurpose.Gradients);

    /// <summary>The derivatives.</summary>
    public LocalDerivatives<T, TState, TMatrix> View => new(signals.View, internalSignals.View, steps.View);

    /// <inheritdoc/>
    public void Dispose()
    {
        steps.Dispose();
        internalSignals.Dispose();
        signals.Dispose();
    }
}
