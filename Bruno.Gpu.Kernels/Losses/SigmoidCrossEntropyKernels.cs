using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Sigmoid cross-entropy of each step's outputs against that step's targets: the mean over a sequence's counted steps
/// (from the warm-up to its length) and outputs, then over the sequences of the batch.
/// </summary>
public static class SigmoidCrossEntropyKernels
{
    /// <summary>The adjoints of one element of [steps, batch, outputs].</summary>
    public static void Adjoints<T>(
        Index1D index, SequenceShape shape, int warmup, LossTargets<T> targets, Signal<T> output, ArrayView<T> outputAdjoints)
        where T : unmanaged, IReal<T>
    {
        int step = index / shape.Lanes, length = targets.Lengths[index % shape.Lanes / shape.Neurons];
        if (step < warmup || step >= length)
        {
            outputAdjoints[index] = T.From(0);
            return;
        }

        T weight = T.From(1) / (T.From(length - warmup) * T.From(shape.Neurons) * T.From(shape.Batch));
        outputAdjoints[index] = weight * (Sigmoid(output[index]) - targets.Values[index]);
    }

    /// <summary>
    /// The scores of one batch element. Accuracy counts notes: hits are predicted (probability above one half) and
    /// played, trials predicted or played (Bay, Ehmann and Downie, ISMIR 2009).
    /// </summary>
    public static void Scores<T>(
        Index1D element, SequenceShape shape, int warmup, LossTargets<T> targets, Signal<T> output, SampleScores<T> scores)
        where T : unmanaged, IReal<T>
    {
        T zero = T.From(0), one = T.From(1), half = T.From(0.5), sum = zero;
        int length = targets.Lengths[element], hits = 0, trials = 0;
        for (int step = warmup; step < length; ++step)
        {
            int first = step * shape.Lanes + element * shape.Neurons;
            for (int i = 0; i < shape.Neurons; ++i)
            {
                T x = output[first + i], y = targets.Values[first + i];
                T softplus = T.Log(one + T.Exp(-T.Abs(x)));
                sum += (x > zero ? x : zero) - x * y + softplus;
                bool predicted = x > zero, played = y > half;
                if (predicted && played)
                    ++hits;
                if (predicted || played)
                    ++trials;
            }
        }

        T terms = T.From(length > warmup ? length - warmup : 1) * T.From(shape.Neurons);
        scores.Store(element, sum / terms, hits, trials);
    }

    private static T Sigmoid<T>(T x)
        where T : unmanaged, IReal<T>
    {
        T one = T.From(1), decay = T.Exp(-T.Abs(x));
        return (x < T.From(0) ? decay : one) / (one + decay);
    }
}
