using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Networks;

/// <summary>A stack of layers on a compute device, with all buffers for passes up to its capacity.</summary>
public sealed class Network<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    /// <summary>Takes over parameters and layers; see <see cref="NetworkBuilder{T}"/>.</summary>
    internal Network(ComputeDevice device, SequenceExtent capacity, ParameterStore<T> parameters, IReadOnlyList<ILayer<T>> layers)
    {
        Device = device;
        Capacity = capacity;
        Parameters = parameters;
        Layers = layers;
    }

    /// <summary>Where the network lives.</summary>
    public ComputeDevice Device { get; }

    /// <summary>The most steps and batch elements of a pass.</summary>
    public SequenceExtent Capacity { get; }

    /// <summary>All parameters and their gradients.</summary>
    public ParameterStore<T> Parameters { get; }

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<ILayer<T>> Layers { get; }

    /// <summary>The output of the last layer.</summary>
    public Signal<T> Output => Layers[^1].Output;

    /// <summary>Where a loss writes the derivative with respect to <see cref="Output"/>.</summary>
    public ArrayView<T> OutputAdjoint => Layers[^1].OutputAdjoint;

    /// <summary>Runs all layers.</summary>
    /// <param name="input">[steps, batch, inputs].</param>
    /// <param name="extent">How much of the capacity is used.</param>
    public void Forward(Signal<T> input, SequenceExtent extent)
    {
        Signal<T> signal = input;
        foreach (ILayer<T> layer in Layers)
        {
            layer.Forward(signal, extent);
            signal = layer.Output;
        }
    }

    /// <summary>Computes all gradients from the <see cref="OutputAdjoint"/> and the last forward pass.</summary>
    public void Backward(Signal<T> input, SequenceExtent extent)
    {
        for (int i = Layers.Count - 1; i >= 0; --i)
        {
            Signal<T> signal = i > 0 ? Layers[i - 1].Output : input;
            Layers[i].Backward(signal, i > 0 ? Layers[i - 1].OutputAdjoint : ArrayView<T>.Empty, extent);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ILayer<T> layer in Layers.Reverse())
            layer.Dispose();
        Parameters.Dispose();
    }
}
