using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Losses;

/// <summary>Softmax cross-entropy of logits that are read from the outputs over time; how is each loss's own business.</summary>
/// <param name="device">The compute device.</param>
/// <param name="batch">The most batch elements.</param>
/// <param name="outputs">Classes.</param>
/// <param name="softmax">Scale and smoothing.</param>
internal abstract class LogitLoss<T>(ComputeDevice device, int batch, int outputs, SoftmaxOptions? softmax = null) : ILoss<T>
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> logits = device.Memory.Allocate<T>(batch * outputs, MemoryPurpose.Scratch);

    private readonly ClassCrossEntropy<T> crossEntropy = SoftmaxOptions.Of<T>(softmax);

    private readonly Action<Index1D, SequenceShape, ClassCrossEntropy<T>, ArrayView<int>, Signal<T>, ArrayView<T>, SampleScores<T>> score =
        device.Load<Action<Index1D, SequenceShape, ClassCrossEntropy<T>, ArrayView<int>, Signal<T>, ArrayView<T>, SampleScores<T>>>(
            SoftmaxCrossEntropyKernel.Run);

    /// <inheritdoc/>
    public bool IsStepwise => false;

    /// <summary>The logits, [batch, outputs]; after the scoring, their adjoints.</summary>
    protected ArrayView<T> Logits => logits.View;

    /// <inheritdoc/>
    public void Observe(Signal<T> output, LossTargets<T> targets, SampleScores<T> scores, TimeWindow window)
    {
        if (window.Begin == 0)
            logits.Clear();
        Read(window.Shape(outputs), targets.Lengths, output);
    }

    /// <inheritdoc/>
    public void Score(LossTargets<T> targets, SampleScores<T> scores, int batch)
    {
        SequenceShape shape = new(1, batch, outputs, 0);
        Finish(shape, targets.Lengths);
        score(batch, shape, crossEntropy, targets.Labels, new Signal<T>(logits.View), logits.View, scores);
    }

    /// <inheritdoc/>
    public void Differentiate(Signal<T> output, LossTargets<T> targets, ArrayView<T> outputAdjoint, TimeWindow window) =>
        Spread(window.Shape(outputs), targets.Lengths, outputAdjoint);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        logits.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes in a window of outputs.</summary>
    protected abstract void Read(SequenceShape shape, ArrayView<int> lengths, Signal<T> output);

    /// <summary>Completes the logits when all windows were read.</summary>
    protected virtual void Finish(SequenceShape shape, ArrayView<int> lengths)
    {
    }

    /// <summary>Spreads the adjoints of the logits over the outputs of a window.</summary>
    protected abstract void Spread(SequenceShape shape, ArrayView<int> lengths, ArrayView<T> outputAdjoints);
}
