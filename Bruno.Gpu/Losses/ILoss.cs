using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using ILGPU;

namespace Bruno.Gpu.Losses;

/// <summary>A loss on a network's output, computed on the device.</summary>
public interface ILoss<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    /// <summary>Stores the scores of every batch element, and the derivative of the batch's mean loss.</summary>
    /// <param name="output">[steps, batch, outputs].</param>
    /// <param name="targets">What the batch should have come to.</param>
    /// <param name="scores">Receives the scores.</param>
    /// <param name="outputAdjoint">Receives the derivative; empty in an evaluation.</param>
    /// <param name="extent">Steps and batch elements.</param>
    void Evaluate(
        Signal<T> output, LossTargets<T> targets, SampleScores<T> scores, ArrayView<T> outputAdjoint, SequenceExtent extent);
}
