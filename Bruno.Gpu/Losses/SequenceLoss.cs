using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
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
    public void Evaluate(
        Signal<T> output, LossTargets<T> targets, SampleScores<T> scores, ArrayView<T> outputAdjoint, SequenceExtent extent)
    {
        SequenceShape shape = new(extent.Steps, extent.Batch, outputs, 0);
        score(extent.Batch, shape, warmupSteps, targets, output, scores);
        if (outputAdjoint.Length > 0)
            adjoints(shape.Length, shape, warmupSteps, targets, output, outputAdjoint);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
