using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>Sigmoid cross-entropy of every step's outputs against that step's targets, which are 0 or 1.</summary>
/// <param name="device">The compute device.</param>
/// <param name="outputs">Outputs of a step.</param>
/// <param name="warmupSteps">Steps at the beginning of each sequence that do not count.</param>
internal sealed class SequenceLoss<T>(ComputeDevice device, int outputs, int warmupSteps) : StepwiseLoss<T>(outputs, warmupSteps)
    where T : unmanaged, IReal<T>
{
    private readonly Action<Index1D, SequenceShape, int, LossTargets<T>, Signal<T>, SampleScores<T>> score =
        device.Load<Action<Index1D, SequenceShape, int, LossTargets<T>, Signal<T>, SampleScores<T>>>(
            SigmoidCrossEntropyKernels.Scores);

    private readonly Action<Index1D, SequenceShape, int, LossTargets<T>, Signal<T>, ArrayView<T>> adjoints =
        device.Load<Action<Index1D, SequenceShape, int, LossTargets<T>, Signal<T>, ArrayView<T>>>(
            SigmoidCrossEntropyKernels.Adjoints);

    /// <inheritdoc/>
    protected override void AddScores(SequenceShape shape, LossTargets<T> targets, Signal<T> output, SampleScores<T> scores) =>
        score(shape.Batch, shape, WarmupSteps, targets, output, scores);

    /// <inheritdoc/>
    protected override void StoreAdjoints(SequenceShape shape, LossTargets<T> targets, Signal<T> output, ArrayView<T> outputAdjoints) =>
        adjoints(shape.Length, shape, WarmupSteps, targets, output, outputAdjoints);
}
