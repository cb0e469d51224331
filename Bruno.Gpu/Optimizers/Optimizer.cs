using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Optimizers;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using ILGPU;

namespace Bruno.Gpu.Optimizers;

/// <summary>Changes a network's parameters by their gradients, on the device, gradient clipping included.</summary>
internal sealed class Optimizer<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private const int Chunks = 64;

    private readonly OptimizerOptions options;
    private readonly ParameterStore<T> parameters;
    private readonly DeviceBuffer<T> first;
    private readonly DeviceBuffer<T> second;
    private readonly DeviceBuffer<T> partialSums;
    private readonly DeviceBuffer<T> factor;
    private readonly DeviceBuffer<int> offsets;
    private readonly DeviceBuffer<T> rules;
    private readonly DeviceBuffer<int> nonFinite;
    private readonly Action<Index1D, OptimizerStep<T>, FiniteWatch<T>, ParameterRules<T>, OptimizedParameters<T>> update;
    private readonly Action<Index1D, ArrayView<T>, ArrayView<T>> sumSquares;
    private readonly Action<Index1D, T, ArrayView<T>, ArrayView<T>, ArrayView<T>> clipFactor;

    /// <summary>An optimizer at its start.</summary>
    /// <exception cref="ConfigurationException">There is a rate for a kind of parameter that the network has not.</exception>
    public Optimizer(ComputeDevice device, ParameterStore<T> parameters, OptimizerOptions options)
    {
        this.options = options;
        this.parameters = parameters;
        first = device.Memory.Allocate<T>(parameters.Length, MemoryPurpose.Optimizer);
        second = device.Memory.Allocate<T>(options.Name == OptimizerKind.Sgd ? 0 : parameters.Length, MemoryPurpose.Optimizer);
        partialSums = device.Memory.Allocate<T>(Chunks, MemoryPurpose.Optimizer);
        factor = device.Memory.Allocate<T>([T.From(1)], MemoryPurpose.Optimizer);
        offsets = device.Memory.Allocate<int>([.. parameters.Parameters.Select(parameter => parameter.Offset)], MemoryPurpose.Optimizer);
        nonFinite = device.Memory.Allocate<int>(2 * parameters.Parameters.Count, MemoryPurpose.Optimizer);
        rules = device.Memory.Allocate<T>([.. options.RulesOf(parameters.Parameters).Select(T.From)], MemoryPurpose.Optimizer);
        update = device.Load<Action<Index1D, OptimizerStep<T>, FiniteWatch<T>, ParameterRules<T>, OptimizedParameters<T>>>(
            options.Name switch
            {
                OptimizerKind.Adam => OptimizerKernels.Adam,
                OptimizerKind.Sgd => OptimizerKernels.Momentum,
                _ => OptimizerKernels.Adamax,
            });
        sumSquares = device.Load<Action<Index1D, ArrayView<T>, ArrayView<T>>>(GradientNormKernels.SumSquares);
        clipFactor = device.Load<Action<Index1D, T, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(GradientNormKernels.ClipFactor);
    }

    /// <summary>Steps taken so far.</summary>
    public long Steps { get; private set; }

    private FiniteWatch<T> Watch => new(
        offsets.View, nonFinite.View, LargestNumber.Of<T>(), (int)Math.Min(Steps, int.MaxValue));

    /// <summary>
    /// The parameter that was the first whose gradient, moment or value was not finite, gradients before what is made of them, and of several the one
    /// nearest the loss; none where all were. Waits for the device.
    /// </summary>
    public Parameter? FindNonFinite()
    {
        int arrays = parameters.Parameters.Count;
        int[] steps = nonFinite.Download(), ofGradients = steps[..arrays], ofOthers = steps[arrays..(2 * arrays)];
        int first = steps.Where(step => step > 0).DefaultIfEmpty(0).Min();
        if (first == 0)
            return null;
        int gradient = Array.FindLastIndex(ofGradients, step => step == first);
        return parameters.Parameters[gradient >= 0 ? gradient : Array.FindLastIndex(ofOthers, step => step == first)];
    }

    /// <summary>Takes a step.</summary>
    /// <param name="learningRate">The learning rate of this step.</param>
    public void Step(double learningRate)
    {
        Invariant.Holds(double.IsFinite(learningRate) && learningRate >= 0, "A learning rate is a number that goes downhill");
        Invariant.Holds(parameters.Values.Length == first.Length && parameters.Gradients.Length == first.Length, "Every parameter has a gradient and a moment");
        ++Steps;
        if (options.ClipNorm > 0)
        {
            sumSquares(Chunks, parameters.Gradients, partialSums.View);
            clipFactor(1, T.From(options.ClipNorm), partialSums.View, parameters.Gradients, factor.View);
        }

        OptimizerStep<T> step = new(
            T.From(learningRate),
            T.From(options.Name == OptimizerKind.Sgd ? options.Momentum : options.Beta1),
            T.From(options.Beta2),
            T.From(options.Epsilon),
            T.From(1 - Math.Pow(options.Beta1, Steps)),
            T.From(1 - Math.Pow(options.Beta2, Steps)));
        update(
            parameters.Length, step, Watch, new(offsets.View, rules.View), new(parameters.Values, parameters.Gradients, factor.View, first.View, second.View));
    }

    /// <summary>Copies the moments to the host.</summary>
    public (double[] First, double[] Second) Export() =>
        (Array.ConvertAll(first.Download(), T.ToDouble), Array.ConvertAll(second.Download(), T.ToDouble));

    /// <summary>Continues where an optimizer was exported; what is no longer trained has no momentum.</summary>
    public void Import(long steps, double[] firstMoments, double[] secondMoments)
    {
        Invariant.Holds(steps >= 0, "Steps are counted from 0");
        Invariant.Holds(firstMoments.Length == first.Length && (options.Name == OptimizerKind.Sgd || secondMoments.Length == second.Length), "Every parameter has its moments");
        Invariant.Finite(firstMoments, "First moments are finite");
        Invariant.Finite(secondMoments, "Second moments are finite");
        Invariant.Holds(Array.TrueForAll(secondMoments, moment => moment >= 0), "Second moments are sums of squares");
        Steps = steps;
        nonFinite.Clear();
        foreach (Parameter parameter in parameters.Parameters.Where(parameter => !parameter.IsTrained))
            Array.Clear(firstMoments, parameter.Offset, parameter.Length);
        first.Upload(Array.ConvertAll(firstMoments, T.From));
        second.Upload(Array.ConvertAll(secondMoments, T.From));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        nonFinite.Dispose();
        rules.Dispose();
        offsets.Dispose();
        factor.Dispose();
        partialSums.Dispose();
        second.Dispose();
        first.Dispose();
    }
}
