using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>Softmax cross-entropy of every step's outputs against that step's class; steps without a class do not count.</summary>
/// <param name="device">The compute device.</param>
/// <param name="batch">The most batch elements.</param>
/// <param name="outputs">Classes.</param>
/// <param name="warmupSteps">Steps at the beginning of each sequence that do not count.</param>
/// <param name="softmax">Scale and smoothing.</param>
internal sealed class StepClassLoss<T>(ComputeDevice device, int batch, int outputs, int warmupSteps, SoftmaxOptions? softmax = null)
    : StepwiseLoss<T>(outputs, warmupSteps)
    where T : unmanaged, IReal<T>
{
    private readonly ClassCrossEntropy<T> crossEntropy = SoftmaxOptions.Of<T>(softmax);
    private readonly DeviceBuffer<int> counted = device.Memory.Allocate<int>(batch, MemoryPurpose.Scratch);

    private readonly Action<Index1D, SequenceShape, int, LossTargets<T>, ArrayView<int>> count =
        device.Load<Action<Index1D, SequenceShape, int, LossTargets<T>, ArrayView<int>>>(StepCrossEntropyKernels.Count);

    private readonly Action<Index1D, SequenceShape, int, LossTargets<T>, ArrayView<int>, ClassCrossEntropy<T>, Signal<T>, SampleScores<T>> score =
        device.Load<Action<Index1D, SequenceShape, int, LossTargets<T>, ArrayView<int>, ClassCrossEntropy<T>, Signal<T>, SampleScores<T>>>(StepCrossEntropyKernels.Scores);

    private readonly Action<Index1D, SequenceShape, int, LossTargets<T>, ArrayView<int>, ClassCrossEntropy<T>, Signal<T>, ArrayView<T>> adjoints =
        device.Load<Action<Index1D, SequenceShape, int, LossTargets<T>, ArrayView<int>, ClassCrossEntropy<T>, Signal<T>, ArrayView<T>>>(StepCrossEntropyKernels.Adjoints);

    /// <inheritdoc/>
    public override void Dispose()
    {
        counted.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Begin(SequenceShape shape, LossTargets<T> targets) => count(shape.Batch, shape, WarmupSteps, targets, counted.View);

    /// <inheritdoc/>
    protected override void AddScores(SequenceShape shape, LossTargets<T> targets, Signal<T> output, SampleScores<T> scores) =>
        score(shape.Batch, shape, WarmupSteps, targets, counted.View, crossEntropy, output, scores);

    /// <inheritdoc/>
    protected override void StoreAdjoints(SequenceShape shape, LossTargets<T> targets, Signal<T> output, ArrayView<T> outputAdjoints) =>
        adjoints(shape.Steps * shape.Batch, shape, WarmupSteps, targets, counted.View, crossEntropy, output, outputAdjoints);
}
