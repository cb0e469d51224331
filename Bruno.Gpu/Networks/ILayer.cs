using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Networks;

/// <summary>
/// One entry of a network's stack. It owns its output and whatever its backward pass needs; arrays are time-major,
/// [steps, batch, units], and hold as many steps and batch elements as the network was built for.
/// </summary>
public interface ILayer<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    /// <summary>The name, unique in the network.</summary>
    string Name { get; }

    /// <summary>Units of the layer before.</summary>
    int Inputs { get; }

    /// <summary>Units of this layer.</summary>
    int Outputs { get; }

    /// <summary>What the layer put out in the last forward pass.</summary>
    Signal<T> Output { get; }

    /// <summary>
    /// The derivative of the loss with respect to the output, written by whatever reads the output. The backward pass
    /// may use it as scratch.
    /// </summary>
    ArrayView<T> OutputAdjoint { get; }

    /// <summary>Computes the output.</summary>
    void Forward(Signal<T> input, SequenceExtent extent);

    /// <summary>Computes the gradients of the layer's parameters, and the adjoint of its input.</summary>
    /// <param name="input">The input of the forward pass.</param>
    /// <param name="inputAdjoint">Receives the adjoint; empty where nobody needs it.</param>
    /// <param name="extent">As in the forward pass.</param>
    void Backward(Signal<T> input, ArrayView<T> inputAdjoint, SequenceExtent extent);
}
