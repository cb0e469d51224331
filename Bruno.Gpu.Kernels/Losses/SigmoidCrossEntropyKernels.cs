using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Sigmoid cross-entropy of each step's N outputs x against that step's targets y: the mean over a sequence's counted steps
/// (from the warm-up w to its length T) and outputs, then over the sequences of the batch:
/// <code>
/// loss = sum_{w &lt;= t &lt; T} sum_i (max(x_i, 0) - x_i y_i + log(1 + exp(-|x_i|))) / ((T - w) N)
/// d loss / d x_i[t] = (1 / (1 + exp(-x_i)) - y_i) / ((T - w) N)
/// </code>
/// So each sequence has the same weight, however long it is; sequences without counted steps must not be in the batch.
/// </summary>
public static class SigmoidCrossEntropyKernels
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

        T weight = T.From(1) / (T.From(length - warmup) * T.From(shape.Neurons) * T.From(shape.Batch));
        outputAdjoints[index] = weight * (Sigmoid(output[index]) - targets.Values[index]);
    }

    /// <summary>
    /// Adds a window to the scores of one batch element. Accuracy counts notes: hits are predicted (probability above one
    /// half) and played, trials predicted or played (Bay, Ehmann and Downie, ISMIR 2009).
    /// </summary>
    public static void Scores<T>(
        Index1D element, SequenceShape shape, int warmup, LossTargets<T> targets, Signal<T> output, SampleScores<T> scores)
        where T : unmanaged, IReal<T>
    {
        T zero = T.From(0), one = T.From(1), half = T.From(0.5);
        int sample = scores.Samples[element], length = targets.Lengths[element];
        bool isFirst = shape.Begin == 0;
        T loss = isFirst ? zero : scores.Loss[sample];
        int hits = isFirst ? 0 : scores.Hits[sample], trials = isFirst ? 0 : scores.Trials[sample];
        T terms = T.From(length > warmup ? length - warmup : 1) * T.From(shape.Neurons);
        for (int i = 0; i < shape.Steps; ++i)
        {
            if (shape.Begin + i < warmup || shape.Begin + i >= length)
                continue;

            T sum = zero;
            int first = i * shape.Lanes + element * shape.Neurons;
            for (int j = 0; j < shape.Neurons; ++j)
            {
                T x = output[first + j], y = targets.Values[first + j];
                T softplus = T.Log(one + T.Exp(-T.Abs(x)));
                sum += (x > zero ? x : zero) - x * y + softplus;
                bool predicted = x > zero, played = y > half;
                if (predicted && played)
                    ++hits;
                if (predicted || played)
                    ++trials;
            }

            loss += sum / terms;
        }

        scores.Store(element, loss, hits, trials);
    }

    private static T Sigmoid<T>(T x)
        where T : unmanaged, IReal<T>
    {
        T one = T.From(1), decay = T.Exp(-T.Abs(x));
        return (x < T.From(0) ? decay : one) / (one + decay);
    }
}
