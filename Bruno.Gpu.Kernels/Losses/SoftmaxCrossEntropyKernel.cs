using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>Softmax cross-entropy of the logits of each batch element against its label; mean over the batch.</summary>
public static class SoftmaxCrossEntropyKernel
{
    /// <param name="element">The batch element.</param>
    /// <param name="shape">The shape of the network's output.</param>
    /// <param name="crossEntropy">Scale and smoothing.</param>
    /// <param name="labels">The class of each batch element.</param>
    /// <param name="logits">[batch, outputs].</param>
    /// <param name="adjoints">Receives the adjoints of the logits, in their place.</param>
    /// <param name="scores">Receives loss and hit; on a tie the first class counts as predicted.</param>
    public static void Run<T>(
        Index1D element, SequenceShape shape, ClassCrossEntropy<T> crossEntropy, ArrayView<int> labels, Signal<T> logits, ArrayView<T> adjoints,
        SampleScores<T> scores)
        where T : unmanaged, IReal<T>
    {
        int first = element * shape.Neurons, label = labels[element];
        int predicted = ClassCrossEntropy<T>.Predicted(logits, first, shape.Neurons);
        T largest = logits[first + predicted], sum = crossEntropy.Sum(logits, first, shape.Neurons, largest);
        T loss = crossEntropy.Loss(logits, first, shape.Neurons, label, largest, sum);
        for (int i = 0; i < shape.Neurons; ++i)
        {
            T derivative = crossEntropy.Derivative(logits[first + i], largest, sum, i == label ? 1 : 0, shape.Neurons);
            adjoints[first + i] = derivative / T.From(shape.Batch);
        }

        scores.Store(element, loss, predicted == label ? 1 : 0, 1);
    }
}
