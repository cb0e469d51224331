using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// Cross-entropy of a row of outputs x against a class, with label smoothing (Szegedy, Vanhoucke, Ioffe, Shlens and
/// Wojna, "Rethinking the Inception architecture for computer vision", CVPR 2016):
/// <code>
/// loss = -sum_i q_i log p_i      p_i = exp(scale x_i) / sum_j exp(scale x_j)      q_i = (1 - smoothing) [i = class] + smoothing / classes
/// d loss / d x_i = scale (p_i - q_i)
/// </code>
/// </summary>
/// <param name="scale">Factor of the outputs, positive.</param>
/// <param name="smoothing">The share of the probability that all classes have alike, 0 to below 1.</param>
public readonly struct ClassCrossEntropy<T>(T scale, T smoothing)
    where T : unmanaged, IReal<T>
{
    private readonly T scale = scale;
    private readonly T smoothing = smoothing;

    /// <summary>The class of the largest output; the first of several.</summary>
    /// <param name="outputs">The outputs.</param>
    /// <param name="first">Where the row begins.</param>
    /// <param name="classes">Its length.</param>
    public static int Predicted(Signal<T> outputs, int first, int classes)
    {
        int predicted = 0;
        T largest = outputs[first];
        for (int i = 1; i < classes; ++i)
        {
            T value = outputs[first + i];
            if (value > largest)
            {
                largest = value;
                predicted = i;
            }
        }

        return predicted;
    }

    /// <summary>The sum of exp(scale (x - largest)).</summary>
    public T Sum(Signal<T> outputs, int first, int classes, T largest)
    {
        T sum = T.From(0);
        for (int i = 0; i < classes; ++i)
            sum += Exponential(outputs[first + i], largest);
        return sum;
    }

    /// <summary>The probability of an output.</summary>
    public T Probability(T output, T largest, T sum) => Exponential(output, largest) / sum;

    /// <summary>The cross-entropy of a row.</summary>
    /// <param name="outputs">The outputs.</param>
    /// <param name="first">Where the row begins.</param>
    /// <param name="classes">Its length.</param>
    /// <param name="label">The class.</param>
    /// <param name="largest">The largest output.</param>
    /// <param name="sum">What <see cref="Sum"/> gives.</param>
    public T Loss(Signal<T> outputs, int first, int classes, int label, T largest, T sum)
    {
        T loss = T.Log(sum) - (T.From(1) - smoothing) * (scale * (outputs[first + label] - largest));
        if (smoothing > T.From(0))
        {
            T all = T.From(0);
            for (int i = 0; i < classes; ++i)
                all += scale * (outputs[first + i] - largest);
            loss -= smoothing / T.From(classes) * all;
        }

        return loss;
    }

    /// <summary>The derivative of the cross-entropy with respect to an output, scale (p - q).</summary>
    public T Derivative(T output, T largest, T sum, int isLabel, int classes) =>
        scale * (Probability(output, largest, sum) - (T.From(1) - smoothing) * T.From(isLabel) - smoothing / T.From(classes));

    private T Exponential(T output, T largest) => T.Exp(scale * (output - largest));
}
