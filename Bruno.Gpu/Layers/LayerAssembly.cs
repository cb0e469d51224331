using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>What a network tells a layer that is added to it, besides the layer's own settings.</summary>
internal sealed record LayerAssembly
{
    /// <summary>The number of the layer, the first being 0.</summary>
    public required int Layer { get; init; }

    /// <summary>Outputs of the data set.</summary>
    public required int DataOutputs { get; init; }

    /// <summary>The length of an outer step, s.</summary>
    public required double OuterStepSeconds { get; init; }

    /// <summary>Synapses of layers that have none of their own, measured levels not yet read.</summary>
    public required SynapseConfiguration Synapses { get; init; }

    /// <summary>How neurons differ from device to device.</summary>
    public required NeuronVariability NeuronVariability { get; init; }

    /// <summary>The gradient method.</summary>
    public required IGradientMethod Gradient { get; init; }

    /// <summary>How undersampled states are stored.</summary>
    public required TapePrecision Tape { get; init; }

    /// <summary>What of the layer is trained.</summary>
    public required ParameterTraining Training { get; init; }

    /// <summary>The random numbers of the layer's initial parameters.</summary>
    public required LayerRandom Random { get; init; }
}
