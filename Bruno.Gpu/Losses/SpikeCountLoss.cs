using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>Softmax cross-entropy whose logits are the spike counts of the outputs.</summary>
/// <inheritdoc cref="LogitLoss{T}"/>
internal sealed class SpikeCountLoss<T>(ComputeDevice device, int batch, int outputs, SoftmaxOptions? softmax = null)
    : LogitLoss<T>(device, batch, outputs, softmax)
    where T : unmanaged, IReal<T>
{
    private readonly Action<Index1D, SequenceShape, ArrayView<int>, Signal<T>, ArrayView<T>> forward =
        device.Load<Action<Index1D, SequenceShape, ArrayView<int>, Signal<T>, ArrayView<T>>>(SpikeCountKernels.Forward);

    private readonly Action<Index1D, SequenceShape, ArrayView<int>, ArrayView<T>, ArrayView<T>> backward =
        device.Load<Action<Index1D, SequenceShape, ArrayView<int>, ArrayView<T>, ArrayView<T>>>(SpikeCountKernels.Backward);

    /// <inheritdoc/>
    protected override void Read(SequenceShape shape, ArrayView<int> lengths, Signal<T> output) =>
        forward(shape.Lanes, shape, lengths, output, Logits);

    /// <inheritdoc/>
    protected override void Spread(SequenceShape shape, ArrayView<int> lengths, ArrayView<T> outputAdjoints) =>
        backward(shape.Lanes, shape, lengths, Logits, outputAdjoints);
}
