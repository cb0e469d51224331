using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The adjoints of a layer's output in the window at hand and in the steps after it that delays reach forward to, one after the other;
/// none after a sequence ends.
/// </summary>
/// <param name="context">What the layer is built with.</param>
/// <param name="units">Units of the output.</param>
/// <param name="longest">Steps after the window.</param>
internal sealed class AdjointHistory<T>(LayerContext<T> context, int units, int longest) : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> all = context.Device.Memory.Allocate<T>(
        context.Elements(units) + ArrayLength.Of(longest, context.Batch, units), MemoryPurpose.Gradients);

    private readonly DeviceBuffer<T> future = context.Device.Memory.Allocate<T>(
        ArrayLength.Of(longest, context.Batch, units), MemoryPurpose.Gradients);

    /// <summary>All of it.</summary>
    public ArrayView<T> All => all.View;

    /// <summary>The adjoints of the steps of a window, some steps after.</summary>
    public ArrayView<T> Late(int steps, TimeWindow window) => all.View.SubView((long)steps * window.Batch * units, (long)window.Rows * units);

    /// <summary>A backward pass begins, or forgets what comes after.</summary>
    public void Clear() => future.Clear();

    /// <summary>Takes the adjoints of the window before.</summary>
    public void Take(ArrayView<T> adjoint, TimeWindow window)
    {
        int count = window.Rows * units, after = longest * window.Batch * units;
        Copy(adjoint, all.View.SubView(0, count), count);
        Copy(future.View, all.View.SubView(count, after), after);
        Copy(all.View, future.View, after);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        future.Dispose();
        all.Dispose();
    }

    private void Copy(ArrayView<T> source, ArrayView<T> target, int count) =>
        source.SubView(0, count).CopyTo(context.Device.Accelerator.DefaultStream, target.SubView(0, count));
}
