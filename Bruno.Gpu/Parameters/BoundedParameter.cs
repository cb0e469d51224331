using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Parameters;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Parameters;

/// <summary>
/// A parameter of the neurons of a layer that training keeps within bounds, one value for the layer or one a neuron: its values on
/// the device, and the way from their gradients back to what the store holds. A pass begins with <see cref="Refresh"/>; a backward
/// pass with <see cref="BeginBackward"/>, adds to <see cref="Shares"/> and ends with <see cref="EndBackward"/>.
/// </summary>
internal sealed class BoundedParameter<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly ParameterStore<T> store;
    private readonly Parameter parameter;
    private readonly int neurons;
    private readonly BoundedValue<T> bounded;
    private readonly DeviceBuffer<T> values;
    private readonly DeviceBuffer<T> shares;
    private readonly DeviceBuffer<T> sums;
    private readonly Action<Index1D, BoundedValue<T>, int, ArrayView<T>, ArrayView<T>> evaluate;
    private readonly Action<Index1D, int, int, ArrayView<T>, ArrayView<T>> sumBatch;
    private readonly Action<Index1D, BoundedValue<T>, int, ArrayView<T>, ArrayView<T>, ArrayView<T>> chain;

    /// <summary>Allocates its values, and what a backward pass needs.</summary>
    /// <param name="device">The compute device.</param>
    /// <param name="store">Holds u.</param>
    /// <param name="parameter">u in the store: one element, or one a neuron.</param>
    /// <param name="range">Its bounds.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="batch">The most batch elements of a backward pass; 0 where there is none.</param>
    public BoundedParameter(ComputeDevice device, ParameterStore<T> store, Parameter parameter, TrainedRange range, int neurons, int batch)
    {
        if (parameter.Length != 1 && parameter.Length != neurons)
            throw new ArgumentException($"{parameter.Name}: {parameter.Length} values for {neurons} neurons.", nameof(parameter));
        this.store = store;
        this.parameter = parameter;
        this.neurons = neurons;
        bounded = range.Bounded<T>();
        values = device.Memory.Allocate<T>(neurons, MemoryPurpose.Parameters);
        shares = device.Memory.Allocate<T>((long)batch * neurons, MemoryPurpose.Gradients);
        sums = device.Memory.Allocate<T>(batch > 0 ? neurons : 0, MemoryPurpose.Gradients);
        evaluate = device.Load<Action<Index1D, BoundedValue<T>, int, ArrayView<T>, ArrayView<T>>>(BoundedParameterKernels.Values);
        sumBatch = device.Load<Action<Index1D, int, int, ArrayView<T>, ArrayView<T>>>(BoundedParameterKernels.SumBatch);
        chain = device.Load<Action<Index1D, BoundedValue<T>, int, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(BoundedParameterKernels.Gradients);
    }

    /// <summary>The values as they were at the last <see cref="Refresh"/>, [neurons].</summary>
    public ArrayView<T> Values => values.View;

    /// <summary>The lanes' shares of the gradient with respect to the values, [batch, neurons]; a backward pass adds to them.</summary>
    public ArrayView<T> Shares => shares.View;

    /// <summary>Makes the values of what the store holds now.</summary>
    public void Refresh() => evaluate(neurons, bounded, parameter.Length > 1 ? 1 : 0, store.ValuesOf(parameter), values.View);

    /// <summary>The values on the host, [neurons]; waits for the device.</summary>
    public double[] Download() => Array.ConvertAll(values.Download(), T.ToDouble);

    /// <summary>Sets the shares to zero.</summary>
    public void BeginBackward() => shares.Clear();

    /// <summary>Writes the gradient of the parameter: the shares summed over the batch, and over neurons where they have one value.</summary>
    public void EndBackward(int batch)
    {
        sumBatch(neurons, neurons, batch, shares.View, sums.View);
        chain(
            parameter.Length, bounded, parameter.Length > 1 ? 1 : neurons, store.ValuesOf(parameter), sums.View,
            store.GradientsOf(parameter));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sums.Dispose();
        shares.Dispose();
        values.Dispose();
    }
}
