using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Logits that are spike counts (or summed values) over the valid steps:
/// <code>
/// x_i = sum_{t &lt; T} s_i[t]      d x_i / d s_i[t] = 1
/// </code>
/// </summary>
public static class SpikeCountKernels
{
    /// <summary>Adds the counts of a window to the logit of one lane, [batch, outputs].</summary>
    public static void Forward<T>(
        Index1D lane, SequenceShape shape, ArrayView<int> lengths, Signal<T> output, ArrayView<T> logits)
        where T : unmanaged, IReal<T>
    {
        T sum = logits[lane];
        int valid = lengths[lane / shape.Neurons] - shape.Begin;
        for (int step = 0; step < shape.Steps && step < valid; ++step)
            sum += output[step * shape.Lanes + lane];
        logits[lane] = sum;
    }

    /// <summary>Spreads the adjoint of one lane's logit over the steps of a window.</summary>
    public static void Backward<T>(
        Index1D lane, SequenceShape shape, ArrayView<int> lengths, ArrayView<T> logitAdjoints, ArrayView<T> outputAdjoints)
        where T : unmanaged, IReal<T>
    {
        int valid = lengths[lane / shape.Neurons] - shape.Begin;
        for (int step = 0; step < shape.Steps; ++step)
            outputAdjoints[step * shape.Lanes + lane] = step < valid ? logitAdjoints[lane] : T.From(0);
    }
}
