using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Optimizers;

/// <summary>
/// The optimizers, one thread a parameter. All take the same arguments: the step, who watches for numbers that are not finite, what
/// is particular to each array, and the parameters with what belongs to them.
/// </summary>
public static class OptimizerKernels
{
    /// <summary>
    /// Adamax (Kingma and Ba, ICLR 2015): m = b1 m + (1 - b1) g; u = max(b2 u, |g| + eps); w -= rate m / (1 - b1^t) / u.
    /// </summary>
    public static void Adamax<T>(
        Index1D i, OptimizerStep<T> step, FiniteWatch<T> watch, ParameterRules<T> rules, OptimizedParameters<T> parameters)
        where T : unmanaged, IReal<T>
    {
        (ArrayView<T> weights, ArrayView<T> gradients, ArrayView<T> factor, ArrayView<T> first, ArrayView<T> second) = parameters;
        T gradient = gradients[i] * factor[0];
        T mean = step.First * first[i] + (T.From(1) - step.First) * gradient;
        T decayed = step.Second * second[i], magnitude = T.Abs(gradient) + step.Epsilon;
        T largest = decayed > magnitude ? decayed : magnitude;
        first[i] = mean;
        second[i] = largest;
        ParameterRule<T> rule = rules.Of(i, step.LearningRate);
        T changed = rule.Changed(weights[i], rule.Rate * (mean / step.FirstCorrection) / largest);
        weights[i] = changed;
        watch.See(i, gradients[i], largest, changed);
    }

    /// <summary>
    /// Adam (Kingma and Ba, ICLR 2015): m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
    /// w -= rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps).
    /// </summary>
    public static void Adam<T>(
        Index1D i, OptimizerStep<T> step, FiniteWatch<T> watch, ParameterRules<T> rules, OptimizedParameters<T> parameters)
        where T : unmanaged, IReal<T>
    {
        (ArrayView<T> weights, ArrayView<T> gradients, ArrayView<T> factor, ArrayView<T> first, ArrayView<T> second) = parameters;
        T gradient = gradients[i] * factor[0], one = T.From(1);
        T mean = step.First * first[i] + (one - step.First) * gradient;
        T square = step.Second * second[i] + (one - step.Second) * gradient * gradient;
        first[i] = mean;
        second[i] = square;
        ParameterRule<T> rule = rules.Of(i, step.LearningRate);
        T changed = rule.Changed(
            weights[i], rule.Rate * (mean / step.FirstCorrection) / (T.Sqrt(square / step.SecondCorrection) + step.Epsilon));
        weights[i] = changed;
        watch.See(i, gradients[i], square, changed);
    }

    /// <summary>Gradient descent with momentum (Polyak 1964): v = momentum v + g; w -= rate v.</summary>
    public static void Momentum<T>(
        Index1D i, OptimizerStep<T> step, FiniteWatch<T> watch, ParameterRules<T> rules, OptimizedParameters<T> parameters)
        where T : unmanaged, IReal<T>
    {
        (ArrayView<T> weights, ArrayView<T> gradients, ArrayView<T> factor, ArrayView<T> first, _) = parameters;
        T velocity = step.First * first[i] + gradients[i] * factor[0];
        first[i] = velocity;
        ParameterRule<T> rule = rules.Of(i, step.LearningRate);
        T changed = rule.Changed(weights[i], rule.Rate * velocity);
        weights[i] = changed;
        watch.See(i, gradients[i], velocity, changed);
    }
}
