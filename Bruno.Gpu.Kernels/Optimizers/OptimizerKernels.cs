using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Optimizers;

/// <summary>
/// The optimizers, one thread a parameter: Adamax and Adam (Kingma and Ba, ICLR 2015) and gradient descent with momentum (Polyak
/// 1964), with g the gradient after clipping, t the number of the step from 1, and decoupled weight decay (Loshchilov and Hutter, ICLR
/// 2019):
/// <code>
/// Adamax      m &lt;- b1 m + (1 - b1) g      u &lt;- max(b2 u, |g| + eps)        w &lt;- w - rate (m / (1 - b1^t) / u + decay w)
/// Adam        m &lt;- b1 m + (1 - b1) g      v &lt;- b2 v + (1 - b2) g^2
///             w &lt;- w - rate (m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps) + decay w)
/// Momentum    m &lt;- momentum m + g         w &lt;- w - rate (m + decay w)
/// </code>
/// A w that would leave its bounds stops at them. All take the same arguments: the step, who watches for numbers that are not finite,
/// what is particular to each array, and the parameters with what belongs to them.
/// </summary>
public static class OptimizerKernels
{
    /// <summary>Adamax.</summary>
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

    /// <summary>Adam.</summary>
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

    /// <summary>Gradient descent with momentum.</summary>
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
