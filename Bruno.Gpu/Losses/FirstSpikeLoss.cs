using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>Softmax cross-entropy whose logits fall with the time to the first spike of the outputs, -t_f / tau.</summary>
/// <param name="device">The compute device.</param>
/// <param name="batch">The most batch elements.</param>
/// <param name="outputs">Classes.</param>
/// <param name="timeConstant">tau, outer steps.</param>
/// <param name="softmax">Scale and smoothing.</param>
internal sealed class FirstSpikeLoss<T>(ComputeDevice device, int batch, int outputs, double timeConstant, SoftmaxOptions? softmax = null)
    : LogitLoss<T>(device, batch, outputs, softmax)
    where T : unmanaged, IReal<T>
{
    private readonly T timeConstant = T.From(timeConstant);
    private readonly DeviceBuffer<int> first = device.Memory.Allocate<int>(batch * outputs, MemoryPurpose.Scratch);
    private readonly DeviceBuffer<int> second = device.Memory.Allocate<int>(batch * outputs, MemoryPurpose.Scratch);

    private readonly Action<Index1D, SequenceShape, ArrayView<int>, Signal<T>, ArrayView<int>, ArrayView<int>> observe =
        device.Load<Action<Index1D, SequenceShape, ArrayView<int>, Signal<T>, ArrayView<int>, ArrayView<int>>>(
            FirstSpikeKernels.Observe);

    private readonly Action<Index1D, T, ArrayView<int>, ArrayView<T>> forward =
        device.Load<Action<Index1D, T, ArrayView<int>, ArrayView<T>>>(FirstSpikeKernels.Forward);

    private readonly Action<
        Index1D, SequenceShape, ArrayView<int>, T, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>> backward =
        device.Load<Action<
            Index1D, SequenceShape, ArrayView<int>, T, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>>>(
            FirstSpikeKernels.Backward);

    /// <inheritdoc/>
    public override void Dispose()
    {
        second.Dispose();
        first.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Read(SequenceShape shape, ArrayView<int> lengths, Signal<T> output) =>
        observe(shape.Lanes, shape, lengths, output, first.View, second.View);

    /// <inheritdoc/>
    protected override void Finish(SequenceShape shape, ArrayView<int> lengths) => forward(shape.Lanes, timeConstant, first.View, Logits);

    /// <inheritdoc/>
    protected override void Spread(SequenceShape shape, ArrayView<int> lengths, ArrayView<T> outputAdjoints) =>
        backward(shape.Lanes, shape, lengths, timeConstant, first.View, second.View, Logits, outputAdjoints);
}
