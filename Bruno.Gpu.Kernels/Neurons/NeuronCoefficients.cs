using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>The coefficients of the neurons of a layer as their equations use them.</summary>
/// <param name="values">[<see cref="Count"/>, neurons]; those that a neuron does not have are 0.</param>
/// <param name="neurons">Neurons of the layer.</param>
public readonly struct NeuronCoefficients<T>(ArrayView<T> values, int neurons)
    where T : unmanaged
{
    /// <summary>The most coefficients of a neuron.</summary>
    public const int Count = 4;

    private readonly ArrayView<T> values = values;
    private readonly int neurons = neurons;

    /// <summary>All of them, [<see cref="Count"/>, neurons].</summary>
    public ArrayView<T> Values => values;

    /// <summary>The first coefficient of a neuron.</summary>
    public T First(int neuron) => values[neuron];

    /// <summary>The second one.</summary>
    public T Second(int neuron) => values[neurons + neuron];

    /// <summary>The third one.</summary>
    public T Third(int neuron) => values[2 * neurons + neuron];

    /// <summary>The fourth one.</summary>
    public T Fourth(int neuron) => values[3 * neurons + neuron];
}
