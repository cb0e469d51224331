using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Parameters;

/// <summary>The values of a parameter that is kept within bounds, one a neuron, and the way back from their gradients to what is trained.</summary>
public static class BoundedParameterKernels
{
    /// <summary>The value of a neuron.</summary>
    /// <param name="neuron">The neuron.</param>
    /// <param name="bounded">How u becomes a value.</param>
    /// <param name="perNeuron">1: u is one a neuron; 0: one for all.</param>
    /// <param name="unbounded">u.</param>
    /// <param name="values">Receives the values, [neurons].</param>
    public static void Values<T>(Index1D neuron, BoundedValue<T> bounded, int perNeuron, ArrayView<T> unbounded, ArrayView<T> values)
        where T : unmanaged, IReal<T> => values[neuron] = bounded.Of(unbounded[neuron * perNeuron]);

    /// <summary>Sums the shares of a neuron over the batch, the last element first.</summary>
    /// <param name="neuron">The neuron.</param>
    /// <param name="neurons">How many there are.</param>
    /// <param name="batch">Batch elements.</param>
    /// <param name="shares">[batch, neurons].</param>
    /// <param name="sums">Receives the sums, [neurons].</param>
    public static void SumBatch<T>(Index1D neuron, int neurons, int batch, ArrayView<T> shares, ArrayView<T> sums)
        where T : unmanaged, IReal<T>
    {
        T sum = T.From(0);
        for (int element = batch - 1; element >= 0; --element)
            sum += shares[element * neurons + neuron];
        sums[neuron] = sum;
    }

    /// <summary>The gradient with respect to u, from those with respect to the values.</summary>
    /// <param name="index">The element of u.</param>
    /// <param name="bounded">How u becomes a value.</param>
    /// <param name="neuronsOfElement">How many neurons an element of u is for: 1, or all.</param>
    /// <param name="unbounded">u.</param>
    /// <param name="ofValues">With respect to the values, [neurons].</param>
    /// <param name="gradients">Receives the gradient.</param>
    public static void Gradients<T>(
        Index1D index, BoundedValue<T> bounded, int neuronsOfElement, ArrayView<T> unbounded, ArrayView<T> ofValues, ArrayView<T> gradients)
        where T : unmanaged, IReal<T>
    {
        T sum = T.From(0);
        for (int i = 0; i < neuronsOfElement; ++i)
            sum += ofValues[index * neuronsOfElement + i];
        gradients[index] = bounded.DerivativeAt(unbounded[index]) * sum;
    }
}
