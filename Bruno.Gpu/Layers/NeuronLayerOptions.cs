using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;

namespace Bruno.Gpu.Layers;

/// <summary>What a layer of neurons is, besides the neurons' equations.</summary>
internal sealed record NeuronLayerOptions
{
    /// <summary>What the neurons put out.</summary>
    public NeuronOutput Output { get; init; }

    /// <summary>The derivative of a spike.</summary>
    public SurrogateKind Surrogate { get; init; } = SurrogateKind.Superspike;

    /// <summary>Its slope.</summary>
    public double SurrogateSlope { get; init; } = 10;

    /// <summary>The coefficients, in the order of the neuron's equations.</summary>
    public required IReadOnlyList<NeuronCoefficient> Coefficients { get; init; }

    /// <summary>Synapses among the neurons; none where they are not connected.</summary>
    public RecurrentOptions? Recurrent { get; init; }
}
