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
public sealed class FirstSpikeLoss<T>(ComputeDevice device, int batch, int outputs, double timeConstant)
    : LogitLoss<T>(device, batch, outputs)
    where T : unmanaged, IReal<T>
{
    private readonly T timeConstant = T.From(timeConstant);

    private readonly Action<Index1D, SequenceShape, ArrayView<int>, T, Signal<T>, ArrayView<T>> forward =
        device.Load<Action<Index1D, SequenceShape, ArrayView<int>, T, Signal<T>, ArrayView<T>>>(FirstSpikeKernels.Forward);

    private readonly Action<Index1D, SequenceShape, ArrayView<int>, T, Signal<T>, ArrayView<T>, ArrayView<T>> backward =
        device.Load<Action<Index1D, SequenceShape, ArrayView<int>, T, Signal<T>, ArrayView<T>, ArrayView<T>>>(
            FirstSpikeKernels.Backward);

    /// <inheritdoc/>
    protected override void Read(SequenceShape shape, ArrayView<int> lengths, Signal<T> output, ArrayView<T> target) =>
        forward(shape.Lanes, shape, lengths, timeConstant, output, target);

    /// <inheritdoc/>
    protected override void Spread(
        SequenceShape shape, ArrayView<int> lengths, Signal<T> output, ArrayView<T> logitAdjoints, ArrayView<T> outputAdjoints) =>
        backward(shape.Lanes, shape, lengths, timeConstant, output, logitAdjoints, outputAdjoints);
}
