using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Squared error of each step's N outputs x against that step's targets y: the mean over a sequence's counted steps (from the
/// warm-up w to its length T) and outputs, then over the sequences of the batch:
/// <code>
/// loss = sum_{w &lt;= t &lt; T} sum_i (x_i[t] - y_i[t])^2 / ((T - w) N)
/// </code>
/// There are no hits and no trials.
/// </summary>
public static class SquaredErrorKernels
{
    /// <summary>The adjoints of one element of a window, [steps, batch, outputs]; targets are of the window.</summary>
    public static void Adjoints<T>(
        Index1D index, SequenceShape shape, int warmup, LossTargets<T> targets, Signal<T> output, ArrayView<T> outputAdjoints)
        where T : unmanaged, IReal<T>
    {
        int step = shape.Begin + index / shape.Lanes, length = targets.Lengths[index % shape.Lanes / shape.Neurons];
        if (step < warmup || step >= length)
        {
            outputAdjoints[index] = T.From(0);
            return;
        }

        T weight = T.From(2) / (T.From(length - warmup) * T.From(shape.Neurons) * T.From(shape.Batch));
        outputAdjoints[index] = weight * (output[index] - targets.Values[index]);
    }

    /// <summary>Adds a window to the scores of one batch element.</summary>
    public static void Scores<T>(
        Index1D element, SequenceShape shape, int warmup, LossTargets<T> targets, Signal<T> output, SampleScores<T> scores)
        where T : unmanaged, IReal<T>
    {
        int length = targets.Lengths[element];
        T loss = shape.Begin == 0 ? T.From(0) : scores.Loss[scores.Samples[element]];
        T terms = T.From(length > warmup ? length - warmup : 1) * T.From(shape.Neurons);
        for (int i = 0; i < shape.Steps; ++i)
        {
            if (shape.Begin + i < warmup || shape.Begin + i >= length)
                continue;
            int first = i * shape.Lanes + element * shape.Neurons;
            T sum = T.From(0);
            for (int j = 0; j < shape.Neurons; ++j)
            {
                T error = output[first + j] - targets.Values[first + j];
                sum += error * error;
            }

            loss += sum / terms;
        }

        scores.Store(element, loss, 0, 0);
    }
}
