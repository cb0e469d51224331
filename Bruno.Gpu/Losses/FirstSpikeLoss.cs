using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>Softmax cross-entropy whose logits fall with the time to the first spike of the outputs, -t_f / tau.</summary>
/// <param name="device">The compute device.</param>
/// <param name="batch">The most batch elements.</param>
/// <param name="outputs">Classes.</param>
/// <param name="timeConstant">tau, outer steps.</param>
public sealed class FirstSpikeLoss<T>(ComputeDevice device, int batch, int outputs, double timeConstant) : ILoss<T>
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> logits = device.Memory.Allocate<T>(batch * outputs, MemoryPurpose.Scratch);

    private readonly Action<Index1D, SequenceShape, ArrayView<int>, T, Signal<T>, ArrayView<T>> forward =
        device.Load<Action<Index1D, SequenceShape, ArrayView<int>, T, Signal<T>, ArrayView<T>>>(FirstSpikeKernels.Forward);

    private readonly Action<Index1D, SequenceShape, ArrayView<int>, ArrayView<T>, SampleScores<T>> crossEntropy =
        device.Load<Action<Index1D, SequenceShape, ArrayView<int>, ArrayView<T>, SampleScores<T>>>(
            SoftmaxCrossEntropyKernel.Run);

    private readonly Action<Index1D, SequenceShape, ArrayView<int>, T, Signal<T>, ArrayView<T>, ArrayView<T>> backward =
        device.Load<Action<Index1D, SequenceShape, ArrayView<int>, T, Signal<T>, ArrayView<T>, ArrayView<T>>>(
            FirstSpikeKernels.Backward);

    /// <inheritdoc/>
    public void Evaluate(
        Signal<T> output, LossTargets<T> targets, SampleScores<T> scores, ArrayView<T> outputAdjoint, SequenceExtent extent)
    {
        SequenceShape shape = new(extent.Steps, extent.Batch, outputs, 0);
        forward(shape.Lanes, shape, targets.Lengths, T.From(timeConstant), output, logits.View);
        crossEntropy(extent.Batch, shape, targets.Labels, logits.View, scores);
        if (outputAdjoint.Length > 0)
            backward(shape.Lanes, shape, targets.Lengths, T.From(timeConstant), output, logits.View, outputAdjoint);
    }

    /// <inheritdoc/>
    public void Dispose() => logits.Dispose();
}
