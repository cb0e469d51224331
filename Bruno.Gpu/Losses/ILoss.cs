using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>
/// A loss on a network's output, computed on the device while time passes window by window: forwards to see the output,
/// then, once it is scored, in any order for its derivative. Arrays are those of the window at hand.
/// </summary>
internal interface ILoss<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    /// <summary>Whether the derivative at a step follows from that step alone, before the rest of the sequence is seen.</summary>
    bool IsStepwise { get; }

    /// <summary>Sees the output of a window; windows come in order.</summary>
    /// <param name="output">[steps, batch, outputs].</param>
    /// <param name="targets">What the batch should have come to.</param>
    /// <param name="scores">Receives scores that are known by then.</param>
    /// <param name="window">The window.</param>
    void Observe(Signal<T> output, LossTargets<T> targets, SampleScores<T> scores, TimeWindow window);

    /// <summary>Stores the scores of every batch element, after the last window.</summary>
    void Score(LossTargets<T> targets, SampleScores<T> scores, int batch);

    /// <summary>The derivative of the batch's mean loss with respect to the output of a window.</summary>
    /// <param name="output">[steps, batch, outputs].</param>
    /// <param name="targets">What the batch should have come to.</param>
    /// <param name="outputAdjoint">Receives the derivative.</param>
    /// <param name="window">The window.</param>
    void Differentiate(Signal<T> output, LossTargets<T> targets, ArrayView<T> outputAdjoint, TimeWindow window);
}
