using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Logits that are the largest value of each output over the counted steps, from the warm-up w to the length T:
/// <code>
/// x_i = max_{w &lt;= t &lt; T} y_i[t]
/// </code>
/// The derivative goes to the step at which it is reached, the first of several.
/// </summary>
public static class MaximumKernels
{
    /// <summary>Looks for a larger value of one lane, [batch, outputs], as a window passes.</summary>
    /// <param name="lane">Batch element times outputs plus output.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="warmup">Steps at the beginning that do not count.</param>
    /// <param name="lengths">Valid steps of each batch element.</param>
    /// <param name="output">The outputs of the window.</param>
    /// <param name="logits">The largest value so far.</param>
    /// <param name="steps">The step of it; -1 before any.</param>
    public static void Observe<T>(
        Index1D lane, SequenceShape shape, int warmup, ArrayView<int> lengths, Signal<T> output, ArrayView<T> logits, ArrayView<int> steps)
        where T : unmanaged, IReal<T>
    {
        int length = lengths[lane / shape.Neurons], at = shape.Begin == 0 ? -1 : steps[lane];
        T largest = logits[lane];
        for (int i = 0; i < shape.Steps && shape.Begin + i < length; ++i)
        {
            if (shape.Begin + i < warmup)
                continue;
            T value = output[i * shape.Lanes + lane];
            if (at < 0 || value > largest)
            {
                largest = value;
                at = shape.Begin + i;
            }
        }

        logits[lane] = largest;
        steps[lane] = at;
    }

    /// <summary>The adjoints of one lane's values in a window.</summary>
    public static void Backward<T>(
        Index1D lane, SequenceShape shape, ArrayView<int> steps, ArrayView<T> logitAdjoints, ArrayView<T> outputAdjoints)
        where T : unmanaged, IReal<T>
    {
        int at = steps[lane] - shape.Begin;
        for (int i = 0; i < shape.Steps; ++i)
            outputAdjoints[i * shape.Lanes + lane] = i == at ? logitAdjoints[lane] : T.From(0);
    }
}
