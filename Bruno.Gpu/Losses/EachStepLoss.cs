using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>
/// Softmax cross-entropy of every step's outputs against the class of the sample. Samples are classified by the sum of the
/// probabilities over the steps.
/// </summary>
/// <inheritdoc cref="MeanOverTimeLoss{T}"/>
internal sealed class EachStepLoss<T>(ComputeDevice device, int batch, int outputs, int warmupSteps, SoftmaxOptions? softmax = null) : ILoss<T>
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> probabilities = device.Memory.Allocate<T>(batch * outputs, MemoryPurpose.Scratch);
    private readonly ClassCrossEntropy<T> crossEntropy = SoftmaxOptions.Of<T>(softmax);

    private readonly Action<Index1D, SequenceShape, int, ClassCrossEntropy<T>, LossTargets<T>, Signal<T>, Signal<T>, ArrayView<T>, SampleScores<T>> score =
        device.Load<Action<Index1D, SequenceShape, int, ClassCrossEntropy<T>, LossTargets<T>, Signal<T>, Signal<T>, ArrayView<T>, SampleScores<T>>>(
            EachStepKernels.Scores);

    private readonly Action<Index1D, SequenceShape, int, ClassCrossEntropy<T>, LossTargets<T>, Signal<T>, ArrayView<T>> adjoints =
        device.Load<Action<Index1D, SequenceShape, int, ClassCrossEntropy<T>, LossTargets<T>, Signal<T>, ArrayView<T>>>(EachStepKernels.Adjoints);

    /// <inheritdoc/>
    public bool IsStepwise => true;

    /// <inheritdoc/>
    public void Observe(Signal<T> output, LossTargets<T> targets, SampleScores<T> scores, TimeWindow window)
    {
        if (window.Begin == 0)
            probabilities.Clear();
        SequenceShape shape = window.Shape(outputs);
        score(shape.Batch, shape, warmupSteps, crossEntropy, targets, output, new Signal<T>(probabilities.View), probabilities.View, scores);
    }

    /// <inheritdoc/>
    public void Score(LossTargets<T> targets, SampleScores<T> scores, int batch)
    {
        // Every window's share is in the scores already.
    }

    /// <inheritdoc/>
    public void Differentiate(Signal<T> output, LossTargets<T> targets, ArrayView<T> outputAdjoint, TimeWindow window)
    {
        SequenceShape shape = window.Shape(outputs);
        adjoints(shape.Steps * shape.Batch, shape, warmupSteps, crossEntropy, targets, output, outputAdjoint);
    }

    /// <inheritdoc/>
    public void Dispose() => probabilities.Dispose();
}
