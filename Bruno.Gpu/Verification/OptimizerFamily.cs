using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Verification;

/// <summary>An optimizer: the parameters after some steps, with and without gradient clipping.</summary>
/// <param name="kind">The optimizer.</param>
internal sealed class OptimizerFamily(OptimizerKind kind) : IVerificationFamily
{
    private const int Steps = 3;
    private const double Rate = 0.01;

    /// <inheritdoc/>
    public string Name => $"optimizer, {kind.ToString().ToLowerInvariant()}";

    /// <inheritdoc/>
    public bool IsInShortForm => kind == OptimizerKind.Adamax;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        foreach (int count in context.Sizes)
        {
            foreach (double clip in new[] { 0, 0.5 })
            {
                OptimizerOptions options = new() { Name = kind, ClipNorm = clip };
                double[] weights = VerificationContext.Rounded<T>(Draw.Uniform(61, count, -1, 1));
                ParameterLayout layout = new();
                layout.Declare("weights", [count], weights);
                using ParameterStore<T> store = new(context.Device, layout);
                using Optimizer<T> optimizer = new(context.Device, store, options);
                double[] expected = [.. weights], first = new double[count], second = new double[count];
                for (int step = 1; step <= Steps; ++step)
                {
                    double[] gradient = VerificationContext.Rounded<T>(Draw.Uniform(62 + (uint)step, count, -1, 1));
                    ConformanceBuffers.Upload(store.Gradients, context.Stream, gradient);
                    optimizer.Step(Rate);
                    double norm = Math.Sqrt(gradient.Sum(g => g * g)), factor = clip > 0 && norm > clip ? clip / norm : 1;
                    for (int i = 0; i < count; ++i)
                        expected[i] -= Change(options, step, factor * gradient[i], ref first[i], ref second[i]);
                }

                yield return Deviation.Relative(
                    FormattableString.Invariant($"{count}, clip {clip}"), store.Export(), expected, VerificationContext.In<T>(2e-6, 1e-13));
            }
        }
    }

    /// <summary>What is taken from a parameter.</summary>
    private static double Change(OptimizerOptions options, int step, double gradient, ref double first, ref double second)
    {
        (double b1, double b2) = (options.Beta1, options.Beta2);
        switch (options.Name)
        {
            case OptimizerKind.Sgd:
                first = options.Momentum * first + gradient;
                return Rate * first;
            case OptimizerKind.Adam:
                first = b1 * first + (1 - b1) * gradient;
                second = b2 * second + (1 - b2) * gradient * gradient;
                return Rate * first / (1 - Math.Pow(b1, step)) / (Math.Sqrt(second / (1 - Math.Pow(b2, step))) + options.Epsilon);
            default:
                first = b1 * first + (1 - b1) * gradient;
                second = Math.Max(b2 * second, Math.Abs(gradient) + options.Epsilon);
                return Rate * first / (1 - Math.Pow(b1, step)) / second;
        }
    }
}
