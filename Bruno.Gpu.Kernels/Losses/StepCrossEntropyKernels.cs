using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Softmax cross-entropy of each step's outputs against that step's class: the mean over a sequence's counted steps C, then over
/// the sequences of the batch:
/// <code>
/// loss = sum_{t in C} crossentropy(y[t], class[t]) / |C|
/// </code>
/// Targets are one-hot; a step whose row is all 0 has no class and does not count, nor do the steps of the warm-up and those beyond
/// the length.
/// </summary>
public static class StepCrossEntropyKernels
{
    /// <summary>How many steps of one batch element count; targets are of all steps.</summary>
    public static void Count<T>(Index1D element, SequenceShape shape, int warmup, LossTargets<T> targets, ArrayView<int> counted)
        where T : unmanaged, IReal<T>
    {
        int count = 0;
        for (int step = warmup; step < targets.Lengths[element]; ++step)
        {
            if (ClassOf(targets, step * shape.Lanes + element * shape.Neurons, shape.Neurons) >= 0)
                ++count;
        }

        counted[element] = count;
    }

    /// <summary>The adjoints of one step of one batch element of a window, [steps, batch, outputs]; targets are of the window.</summary>
    /// <param name="row">Step of the window times batch plus batch element.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="warmup">Steps at the beginning that do not count.</param>
    /// <param name="targets">The classes, one-hot.</param>
    /// <param name="counted">How many steps of each batch element count.</param>
    /// <param name="crossEntropy">Scale and smoothing.</param>
    /// <param name="output">The outputs of the window.</param>
    /// <param name="outputAdjoints">Receives their adjoints.</param>
    public static void Adjoints<T>(
        Index1D row, SequenceShape shape, int warmup, LossTargets<T> targets, ArrayView<int> counted, ClassCrossEntropy<T> crossEntropy, Signal<T> output,
        ArrayView<T> outputAdjoints)
        where T : unmanaged, IReal<T>
    {
        int element = row % shape.Batch, step = shape.Begin + row / shape.Batch, first = row * shape.Neurons;
        int label = step >= warmup && step < targets.Lengths[element] ? ClassOf(targets, first, shape.Neurons) : -1;
        T largest = output[first + ClassCrossEntropy<T>.Predicted(output, first, shape.Neurons)];
        T sum = crossEntropy.Sum(output, first, shape.Neurons, largest);
        for (int i = 0; i < shape.Neurons; ++i)
        {
            T derivative = crossEntropy.Derivative(output[first + i], largest, sum, i == label ? 1 : 0, shape.Neurons);
            outputAdjoints[first + i] = label < 0 ? T.From(0) : derivative / (T.From(counted[element]) * T.From(shape.Batch));
        }
    }

    /// <summary>
    /// Adds a window to the scores of one batch element. Trials are its counted steps, hits those whose class has the largest
    /// output; on a tie the first counts as predicted.
    /// </summary>
    public static void Scores<T>(
        Index1D element, SequenceShape shape, int warmup, LossTargets<T> targets, ArrayView<int> counted, ClassCrossEntropy<T> crossEntropy, Signal<T> output,
        SampleScores<T> scores)
        where T : unmanaged, IReal<T>
    {
        int sample = scores.Samples[element], length = targets.Lengths[element];
        bool isFirst = shape.Begin == 0;
        T loss = isFirst ? T.From(0) : scores.Loss[sample];
        int hits = isFirst ? 0 : scores.Hits[sample], trials = isFirst ? 0 : scores.Trials[sample];
        for (int i = 0; i < shape.Steps; ++i)
        {
            int step = shape.Begin + i, first = i * shape.Lanes + element * shape.Neurons;
            int label = step >= warmup && step < length ? ClassOf(targets, first, shape.Neurons) : -1;
            if (label < 0)
                continue;

            int predicted = ClassCrossEntropy<T>.Predicted(output, first, shape.Neurons);
            T largest = output[first + predicted], sum = crossEntropy.Sum(output, first, shape.Neurons, largest);
            loss += crossEntropy.Loss(output, first, shape.Neurons, label, largest, sum) / T.From(counted[element]);
            ++trials;
            if (predicted == label)
                ++hits;
        }

        scores.Store(element, loss, hits, trials);
    }

    private static int ClassOf<T>(LossTargets<T> targets, int first, int outputs)
        where T : unmanaged, IReal<T>
    {
        T half = T.From(0.5);
        int label = -1;
        for (int i = 0; i < outputs; ++i)
        {
            if (targets.Values[first + i] > half)
                label = i;
        }

        return label;
    }
}
