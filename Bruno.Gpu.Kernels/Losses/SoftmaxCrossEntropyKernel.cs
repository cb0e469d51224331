using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>Softmax cross-entropy of the logits of each batch element against its label; mean over the batch.</summary>
public static class SoftmaxCrossEntropyKernel
{
    /// <param name="element">The batch element.</param>
    /// <param name="shape">The shape of the network's output.</param>
    /// <param name="labels">The class of each batch element.</param>
    /// <param name="logits">[batch, outputs]; receives the adjoints of the logits in their place.</param>
    /// <param name="scores">Receives loss and hit; on a tie the first class counts as predicted.</param>
    public static void Run<T>(
        Index1D element, SequenceShape shape, ArrayView<int> labels, ArrayView<T> logits, SampleScores<T> scores)
        where T : unmanaged, IReal<T>
    {
        int first = element * shape.Neurons, label = labels[element], predicted = 0;
        T largest = logits[first];
        for (int i = 1; i < shape.Neurons; ++i)
        {
            if (logits[first + i] > largest)
            {
                largest = logits[first + i];
                predicted = i;
            }
        }

        T sum = T.From(0);
        for (int i = 0; i < shape.Neurons; ++i)
            sum += T.Exp(logits[first + i] - largest);

        T loss = T.Log(sum) - (logits[first + label] - largest);
        for (int i = 0; i < shape.Neurons; ++i)
        {
            T probability = T.Exp(logits[first + i] - largest) / sum;
            logits[first + i] = (probability - T.From(i == label ? 1 : 0)) / T.From(shape.Batch);
        }

        scores.Store(element, loss, predicted == label ? 1 : 0, 1);
    }
}
