using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>Sigmoid cross-entropy of every step's outputs against that step's targets; padding is left out.</summary>
/// <param name="device">The compute device.</param>
/// <param name="outputs">Outputs of a step.</param>
/// <param name="warmupSteps">Steps at the beginning of each sequence that do not count.</param>
public sealed class SequenceLoss<T>(ComputeDevice device, int outputs, int warmupSteps) : ILoss<T>
    where T : unmanaged, IReal<T>
{
    private readonly Action<Index1D, SequenceShape, int, LossTargets<T>, Signal<T>, SampleScores<T>> score =
        device.Load<Action<Index1D, SequenceShape, int, LossTargets<T>, Signal<T>, SampleScores<T>>>(
            SigmoidCrossEntropyKernels.Scores);

    private readonly Action<Index1D, SequenceShape, int, LossTargets<T>, Signal<T>, ArrayView<T>> adjoints =
        device.Load<Action<Index1D, SequenceShape, int, LossTargets<T>, Signal<T>, ArrayView<T>>>(
            SigmoidCrossEntropyKernels.Adjoints);

    /// <inheritdoc/>
    public bool IsStepwise => true;

    /// <inheritdoc/>
    public void Observe(Signal<T> output, LossTargets<T> targets, SampleScores<T> scores, TimeWindow window)
    {
        SequenceShape shape = window.Shape(outputs);
        score(shape.Batch, shape, warmupSteps, Of(targets, shape), output, scores);
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
        adjoints(shape.Length, shape, warmupSteps, Of(targets, shape), output, outputAdjoint);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static LossTargets<T> Of(LossTargets<T> targets, SequenceShape shape) => new(
        targets.Labels, targets.Values.SubView((long)shape.Begin * shape.Lanes, shape.Length), targets.Lengths);
}
