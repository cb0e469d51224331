using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>Softmax cross-entropy whose logits are the largest values of the outputs over time.</summary>
/// <inheritdoc cref="MeanOverTimeLoss{T}"/>
internal sealed class MaxOverTimeLoss<T>(ComputeDevice device, int batch, int outputs, int warmupSteps, SoftmaxOptions? softmax = null)
    : LogitLoss<T>(device, batch, outputs, softmax)
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<int> steps = device.Memory.Allocate<int>(batch * outputs, MemoryPurpose.Scratch);

    private readonly Action<Index1D, SequenceShape, int, ArrayView<int>, Signal<T>, ArrayView<T>, ArrayView<int>> observe =
        device.Load<Action<Index1D, SequenceShape, int, ArrayView<int>, Signal<T>, ArrayView<T>, ArrayView<int>>>(MaximumKernels.Observe);

    private readonly Action<Index1D, SequenceShape, ArrayView<int>, ArrayView<T>, ArrayView<T>> backward =
        device.Load<Action<Index1D, SequenceShape, ArrayView<int>, ArrayView<T>, ArrayView<T>>>(MaximumKernels.Backward);

    /// <inheritdoc/>
    public override void Dispose()
    {
        steps.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Read(SequenceShape shape, ArrayView<int> lengths, Signal<T> output) =>
        observe(shape.Lanes, shape, warmupSteps, lengths, output, Logits, steps.View);

    /// <inheritdoc/>
    protected override void Spread(SequenceShape shape, ArrayView<int> lengths, ArrayView<T> outputAdjoints) =>
        backward(shape.Lanes, shape, steps.View, Logits, outputAdjoints);
}
