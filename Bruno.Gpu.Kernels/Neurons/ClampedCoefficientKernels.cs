using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Coefficients that are clamped to a range, and the way back from their gradients to what is trained.</summary>
public static class ClampedCoefficientKernels
{
    /// <summary>The coefficient of a neuron.</summary>
    /// <param name="neuron">The neuron.</param>
    /// <param name="lowest">The smallest value.</param>
    /// <param name="highest">The largest value.</param>
    /// <param name="trained">What is trained: one element, or one a neuron.</param>
    /// <param name="values">Receives the coefficients, [neurons].</param>
    public static void Values<T>(Index1D neuron, T lowest, T highest, ArrayView<T> trained, ArrayView<T> values)
        where T : unmanaged, IReal<T>
    {
        int element = trained.Length > 1 ? neuron : 0;
        T value = trained[element];
        values[neuron] = value < lowest ? lowest : value > highest ? highest : value;
    }

    /// <summary>The gradient of what is trained: that of the coefficients on the range, bounds included, and 0 outside.</summary>
    /// <param name="index">The element that is trained.</param>
    /// <param name="lowest">The smallest value.</param>
    /// <param name="highest">The largest value.</param>
    /// <param name="trained">What is trained: one element, or one a neuron.</param>
    /// <param name="ofValues">The gradients of the coefficients, [neurons].</param>
    /// <param name="gradients">Receives the gradient.</param>
    public static void Gradients<T>(Index1D index, T lowest, T highest, ArrayView<T> trained, ArrayView<T> ofValues, ArrayView<T> gradients)
        where T : unmanaged, IReal<T>
    {
        int neurons = (int)ofValues.Length / (int)trained.Length;
        T sum = T.From(0);
        for (int i = 0; i < neurons; ++i)
            sum += ofValues[index * neurons + i];
        bool isInside = trained[index] >= lowest && trained[index] <= highest;
        gradients[index] = isInside ? sum : T.From(0);
    }
}
