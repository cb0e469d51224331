using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Parameters;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The coefficients of the neurons of a layer on the device, made of the parameters that are trained where a sequence begins, and
/// the way from the lanes' shares of their gradients back to the parameters.
/// </summary>
internal sealed class NeuronCoefficientTable<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly int neurons;
    private readonly bool goesBack;
    private readonly NeuronCoefficient[] coefficients;
    private readonly DeviceBuffer<T> values;
    private readonly DeviceBuffer<T> shares;
    private readonly DeviceBuffer<T> sums;
    private readonly Action<Index1D, T, T, ArrayView<T>, ArrayView<T>> clamp;
    private readonly Action<Index1D, T, T, ArrayView<T>, ArrayView<T>, ArrayView<T>> clampBack;
    private readonly Action<Index1D, BoundedValue<T>, int, ArrayView<T>, ArrayView<T>> bound;
    private readonly Action<Index1D, BoundedValue<T>, int, ArrayView<T>, ArrayView<T>, ArrayView<T>> boundBack;
    private readonly Action<Index1D, int, int, ArrayView<T>, ArrayView<T>> sumBatch;

    /// <summary>Allocates the table; constants are in it from the start.</summary>
    /// <param name="context">What the layer is built with.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="coefficients">At most <see cref="NeuronCoefficients{T}.Count"/>, in the order of the neuron's equations.</param>
    public NeuronCoefficientTable(LayerContext<T> context, int neurons, IReadOnlyList<NeuronCoefficient> coefficients)
    {
        this.context = context;
        this.neurons = neurons;
        this.coefficients = [.. coefficients];
        ComputeDevice device = context.Device;
        const int Count = NeuronCoefficients<T>.Count;
        values = device.Memory.Allocate<T>(Count * neurons, MemoryPurpose.Parameters);
        goesBack = IsTrained && !context.Routes.IsOnline && !context.Draws.IsPopulation;
        shares = device.Memory.Allocate<T>(goesBack ? (long)Count * context.Batch * neurons : 0, MemoryPurpose.Gradients);
        sums = device.Memory.Allocate<T>(goesBack ? neurons : 0, MemoryPurpose.Gradients);
        clamp = device.Load<Action<Index1D, T, T, ArrayView<T>, ArrayView<T>>>(ClampedCoefficientKernels.Values);
        clampBack = device.Load<Action<Index1D, T, T, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(ClampedCoefficientKernels.Gradients);
        bound = device.Load<Action<Index1D, BoundedValue<T>, int, ArrayView<T>, ArrayView<T>>>(BoundedParameterKernels.Values);
        boundBack = device.Load<Action<Index1D, BoundedValue<T>, int, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(BoundedParameterKernels.Gradients);
        sumBatch = device.Load<Action<Index1D, int, int, ArrayView<T>, ArrayView<T>>>(BoundedParameterKernels.SumBatch);
        if (device.IsPlan)
            return;
        T[] constants = new T[Count * neurons];
        for (int i = 0; i < coefficients.Count; ++i)
            constants.AsSpan(i * neurons, neurons).Fill(T.From(coefficients[i].Value));
        values.Upload(constants);
    }

    /// <summary>The coefficients.</summary>
    public NeuronCoefficients<T> Values => new(values.View, neurons);

    /// <summary>The lanes' shares of the gradients, [4, batch, neurons]; empty where nothing is trained.</summary>
    public ArrayView<T> Shares(int batch) =>
        goesBack ? shares.View.SubView(0, NeuronCoefficients<T>.Count * batch * neurons) : ArrayView<T>.Empty;

    /// <summary>Which coefficients' gradients are wanted, as <see cref="NeuronAdjoints{T}"/> has it.</summary>
    public int Trained => !goesBack ? 0 : (coefficients.Take(2).Any(IsTrainedOne) ? 1 : 0) + (coefficients.Skip(2).Any(IsTrainedOne) ? 2 : 0);

    private bool IsTrained => coefficients.Any(IsTrainedOne);

    /// <summary>Makes the coefficients of what the parameters are now.</summary>
    public void Begin()
    {
        for (int i = 0; i < coefficients.Length; ++i)
        {
            NeuronCoefficient coefficient = coefficients[i];
            if (coefficient.Parameter is null)
                continue;
            ArrayView<T> row = values.View.SubView(i * neurons, neurons), trained = Part(context.Parameters.ValuesOf(coefficient.Parameter), coefficient);
            if (coefficient.Range is { } range)
                bound(neurons, range.Bounded<T>(), coefficient.Elements > 1 ? 1 : 0, trained, row);
            else
                clamp(neurons, Lowest(coefficient), Highest(coefficient), trained, row);
        }
    }

    /// <summary>Sets the shares to zero.</summary>
    public void BeginBackward() => shares.Clear();

    /// <summary>Writes the gradients of the parameters: shares summed over the batch, and over neurons where they have one value.</summary>
    public void EndBackward(int batch)
    {
        if (!goesBack)
            return;
        for (int i = 0; i < coefficients.Length; ++i)
        {
            NeuronCoefficient coefficient = coefficients[i];
            if (!IsTrainedOne(coefficient))
                continue;
            Parameter parameter = coefficient.Parameter!;
            sumBatch(neurons, neurons, batch, shares.View.SubView(i * batch * neurons, batch * neurons), sums.View);
            ArrayView<T> trained = Part(context.Parameters.ValuesOf(parameter), coefficient);
            ArrayView<T> gradients = Part(context.Parameters.GradientsOf(parameter), coefficient);
            if (coefficient.Range is { } range)
            {
                boundBack(
                    coefficient.Elements, range.Bounded<T>(), coefficient.Elements > 1 ? 1 : neurons, trained, sums.View, gradients);
            }
            else
            {
                clampBack(
                    coefficient.Elements, Lowest(coefficient), Highest(coefficient), trained, sums.View, gradients);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sums.Dispose();
        shares.Dispose();
        values.Dispose();
    }

    private static bool IsTrainedOne(NeuronCoefficient coefficient) => coefficient is { IsTrained: true, Parameter.IsTrained: true };

    private static T Lowest(NeuronCoefficient coefficient) => T.From(coefficient.Clamp?.Lowest ?? double.MinValue);

    private static T Highest(NeuronCoefficient coefficient) => T.From(coefficient.Clamp?.Highest ?? double.MaxValue);

    private static ArrayView<T> Part(ArrayView<T> array, NeuronCoefficient coefficient) => array.SubView(coefficient.Element, coefficient.Elements);
}
