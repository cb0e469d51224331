using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>Softmax cross-entropy whose logits are the means of the outputs over time.</summary>
/// <param name="device">The compute device.</param>
/// <param name="batch">The most batch elements.</param>
/// <param name="outputs">Classes.</param>
/// <param name="warmupSteps">Steps at the beginning of each sequence that do not count.</param>
/// <param name="softmax">Scale and smoothing.</param>
internal sealed class MeanOverTimeLoss<T>(ComputeDevice device, int batch, int outputs, int warmupSteps, SoftmaxOptions? softmax = null)
    : LogitLoss<T>(device, batch, outputs, softmax)
    where T : unmanaged, IReal<T>
{
    private readonly Action<Index1D, SequenceShape, int, ArrayView<int>, Signal<T>, ArrayView<T>> add =
        device.Load<Action<Index1D, SequenceShape, int, ArrayView<int>, Signal<T>, ArrayView<T>>>(MeanKernels.Add);

    private readonly Action<Index1D, SequenceShape, int, ArrayView<int>, ArrayView<T>> finish =
        device.Load<Action<Index1D, SequenceShape, int, ArrayView<int>, ArrayView<T>>>(MeanKernels.Finish);

    private readonly Action<Index1D, SequenceShape, int, ArrayView<int>, ArrayView<T>, ArrayView<T>> backward =
        device.Load<Action<Index1D, SequenceShape, int, ArrayView<int>, ArrayView<T>, ArrayView<T>>>(MeanKernels.Backward);

    /// <inheritdoc/>
    protected override void Read(SequenceShape shape, ArrayView<int> lengths, Signal<T> output) =>
        add(shape.Lanes, shape, warmupSteps, lengths, output, Logits);

    /// <inheritdoc/>
    protected override void Finish(SequenceShape shape, ArrayView<int> lengths) => finish(shape.Lanes, shape, warmupSteps, lengths, Logits);

    /// <inheritdoc/>
    protected override void Spread(SequenceShape shape, ArrayView<int> lengths, ArrayView<T> outputAdjoints) =>
        backward(shape.Lanes, shape, warmupSteps, lengths, Logits, outputAdjoints);
}
