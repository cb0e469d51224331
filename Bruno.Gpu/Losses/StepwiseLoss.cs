using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>A loss of every step's outputs against that step's targets; padding and warm-up are left out.</summary>
/// <param name="outputs">Outputs of a step.</param>
/// <param name="warmupSteps">Steps at the beginning of each sequence that do not count.</param>
internal abstract class StepwiseLoss<T>(int outputs, int warmupSteps) : ILoss<T>
    where T : unmanaged, IReal<T>
{
    /// <inheritdoc/>
    public bool IsStepwise => true;

    /// <summary>Steps at the beginning of each sequence that do not count.</summary>
    protected int WarmupSteps => warmupSteps;

    /// <inheritdoc/>
    public void Observe(Signal<T> output, LossTargets<T> targets, SampleScores<T> scores, TimeWindow window)
    {
        SequenceShape shape = window.Shape(outputs);
        if (shape.Begin == 0)
            Begin(shape, targets);
        AddScores(shape, Of(targets, shape), output, scores);
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
        StoreAdjoints(shape, Of(targets, shape), output, outputAdjoint);
    }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Looks at the targets of all steps, before the first window.</summary>
    protected virtual void Begin(SequenceShape shape, LossTargets<T> targets)
    {
    }

    /// <summary>Adds a window to the scores; targets are of the window.</summary>
    protected abstract void AddScores(SequenceShape shape, LossTargets<T> targets, Signal<T> output, SampleScores<T> scores);

    /// <summary>Stores the adjoints of a window; targets are of the window.</summary>
    protected abstract void StoreAdjoints(SequenceShape shape, LossTargets<T> targets, Signal<T> output, ArrayView<T> outputAdjoints);

    private static LossTargets<T> Of(LossTargets<T> targets, SequenceShape shape) => new(
        targets.Labels, targets.Values.SubView((long)shape.Begin * shape.Lanes, shape.Length), targets.Lengths);
}
