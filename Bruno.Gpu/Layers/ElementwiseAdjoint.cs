using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The adjoint of a layer whose neurons read one input each. The backward pass turns the adjoint of the output into that
/// of the input in place, so that the layer shares the array of the layer before.
/// </summary>
internal sealed class ElementwiseAdjoint<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T>? own;

    /// <summary>Shares the adjoint of the layer before, or allocates one.</summary>
    public ElementwiseAdjoint(LayerContext<T> context, int units)
    {
        own = context.PreviousAdjoint is null
            ? context.Device.Memory.Allocate<T>(context.Elements(units), MemoryPurpose.Gradients)
            : null;
        View = context.PreviousAdjoint ?? own!.View;
    }

    /// <summary>The adjoint.</summary>
    public ArrayView<T> View { get; }

    /// <inheritdoc/>
    public void Dispose() => own?.Dispose();
}
