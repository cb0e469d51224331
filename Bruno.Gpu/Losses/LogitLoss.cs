using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>Softmax cross-entropy of logits that are read from the outputs over time; how is each loss's own business.</summary>
/// <param name="device">The compute device.</param>
/// <param name="batch">The most batch elements.</param>
/// <param name="outputs">Classes.</param>
public abstract class LogitLoss<T>(ComputeDevice device, int batch, int outputs) : ILoss<T>
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> logits = device.Memory.Allocate<T>(batch * outputs, MemoryPurpose.Scratch);

    private readonly Action<Index1D, SequenceShape, ArrayView<int>, ArrayView<T>, SampleScores<T>> crossEntropy =
        device.Load<Action<Index1D, SequenceShape, ArrayView<int>, ArrayView<T>, SampleScores<T>>>(
            SoftmaxCrossEntropyKernel.Run);

    /// <inheritdoc/>
    public void Evaluate(
        Signal<T> output, LossTargets<T> targets, SampleScores<T> scores, ArrayView<T> outputAdjoint, SequenceExtent extent)
    {
        SequenceShape shape = new(extent.Steps, extent.Batch, outputs, 0);
        Read(shape, targets.Lengths, output, logits.View);
        crossEntropy(extent.Batch, shape, targets.Labels, logits.View, scores);
        if (outputAdjoint.Length > 0)
            Spread(shape, targets.Lengths, output, logits.View, outputAdjoint);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        logits.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Computes the logits, [batch, outputs].</summary>
    protected abstract void Read(SequenceShape shape, ArrayView<int> lengths, Signal<T> output, ArrayView<T> target);

    /// <summary>Spreads the adjoints of the logits over the steps of the outputs.</summary>
    protected abstract void Spread(
        SequenceShape shape, ArrayView<int> lengths, Signal<T> output, ArrayView<T> logitAdjoints, ArrayView<T> outputAdjoints);
}
