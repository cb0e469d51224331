using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Networks;

/// <summary>
/// The adjoint of a layer whose neurons read one input each. The backward pass turns the adjoint of the output into that
/// of the input in place, so that the layer shares the array of the layer before, unless it reads its input late.
/// </summary>
public sealed class ElementwiseAdjoint<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T>? own;
    private readonly LayerContext<T> context;
    private readonly int units;

    /// <summary>Shares the adjoint of the layer before, or allocates one.</summary>
    public ElementwiseAdjoint(LayerContext<T> context, int units)
    {
        this.context = context;
        this.units = units;
        bool shared = context.Delay == 0 && context.PreviousAdjoint.Length > 0;
        own = shared ? null : context.Device.Memory.Allocate<T>(context.Elements(units), MemoryPurpose.Gradients);
        View = own is null ? context.PreviousAdjoint : own.View;
    }

    /// <summary>The adjoint.</summary>
    public ArrayView<T> View { get; }

    /// <summary>
    /// Hands the adjoint of the input to the layer before: nothing to do where the array is shared, and otherwise a copy,
    /// as many steps earlier as the layer reads late.
    /// </summary>
    public void PassTo(ArrayView<T> inputAdjoint, SequenceExtent extent)
    {
        if (own is null || inputAdjoint.Length == 0)
            return;

        int late = Math.Min(context.Delay, extent.Steps) * extent.Batch * units;
        int kept = extent.Steps * extent.Batch * units - late;
        if (kept > 0)
            View.SubView(late, kept).CopyTo(context.Device.Accelerator.DefaultStream, inputAdjoint.SubView(0, kept));
        if (late > 0)
            inputAdjoint.SubView(kept, late).MemSetToZero(context.Device.Accelerator.DefaultStream);
    }

    /// <inheritdoc/>
    public void Dispose() => own?.Dispose();
}
