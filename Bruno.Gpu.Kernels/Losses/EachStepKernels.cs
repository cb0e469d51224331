using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Softmax cross-entropy of each step's outputs against the class of the sample: the mean over a sequence's counted steps, from the
/// warm-up w to its length T, then over the sequences of the batch:
/// <code>
/// loss = sum_{w &lt;= t &lt; T} crossentropy(y[t], class) / (T - w)      predicted = argmax_i sum_t p_i[t]
/// </code>
/// Of several largest sums of probabilities the first counts.
/// </summary>
public static class EachStepKernels
{
    /// <summary>The adjoints of one step of one batch element of a window, [steps, batch, outputs].</summary>
    /// <param name="row">Step of the window times batch plus batch element.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="warmup">Steps at the beginning that do not count.</param>
    /// <param name="crossEntropy">Scale and smoothing.</param>
    /// <param name="targets">The class and the length of each batch element.</param>
    /// <param name="output">The outputs of the window.</param>
    /// <param name="outputAdjoints">Receives their adjoints.</param>
    public static void Adjoints<T>(
        Index1D row, SequenceShape shape, int warmup, ClassCrossEntropy<T> crossEntropy, LossTargets<T> targets, Signal<T> output,
        ArrayView<T> outputAdjoints)
        where T : unmanaged, IReal<T>
    {
        int element = row % shape.Batch, step = shape.Begin + row / shape.Batch, first = row * shape.Neurons;
        int length = targets.Lengths[element], label = targets.Labels[element];
        bool isCounted = step >= warmup && step < length;
        T largest = output[first + ClassCrossEntropy<T>.Predicted(output, first, shape.Neurons)];
        T sum = crossEntropy.Sum(output, first, shape.Neurons, largest), terms = T.From(isCounted ? length - warmup : 1) * T.From(shape.Batch);
        for (int i = 0; i < shape.Neurons; ++i)
        {
            outputAdjoints[first + i] = isCounted
                ? crossEntropy.Derivative(output[first + i], largest, sum, i == label ? 1 : 0, shape.Neurons) / terms
                : T.From(0);
        }
    }

    /// <summary>Adds a window to the scores of one batch element, and its probabilities to their sums.</summary>
    /// <param name="element">The batch element.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="warmup">Steps at the beginning that do not count.</param>
    /// <param name="crossEntropy">Scale and smoothing.</param>
    /// <param name="targets">The class and the length of each batch element.</param>
    /// <param name="output">The outputs of the window.</param>
    /// <param name="probabilities">Sums over the steps so far, [batch, outputs].</param>
    /// <param name="sums">The same, to add to.</param>
    /// <param name="scores">Receives what is known so far.</param>
    public static void Scores<T>(
        Index1D element, SequenceShape shape, int warmup, ClassCrossEntropy<T> crossEntropy, LossTargets<T> targets, Signal<T> output,
        Signal<T> probabilities, ArrayView<T> sums, SampleScores<T> scores)
        where T : unmanaged, IReal<T>
    {
        int length = targets.Lengths[element], label = targets.Labels[element], own = element * shape.Neurons;
        T loss = shape.Begin == 0 ? T.From(0) : scores.Loss[scores.Samples[element]], terms = T.From(length > warmup ? length - warmup : 1);
        for (int i = 0; i < shape.Steps; ++i)
        {
            if (shape.Begin + i < warmup || shape.Begin + i >= length)
                continue;
            int first = i * shape.Lanes + own;
            T largest = output[first + ClassCrossEntropy<T>.Predicted(output, first, shape.Neurons)];
            T sum = crossEntropy.Sum(output, first, shape.Neurons, largest);
            for (int j = 0; j < shape.Neurons; ++j)
                sums[own + j] = sums[own + j] + crossEntropy.Probability(output[first + j], largest, sum);
            loss += crossEntropy.Loss(output, first, shape.Neurons, label, largest, sum) / terms;
        }

        scores.Store(element, loss, ClassCrossEntropy<T>.Predicted(probabilities, own, shape.Neurons) == label ? 1 : 0, 1);
    }
}
