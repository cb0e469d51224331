using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Networks;

/// <summary>All settings that decide a network and its passes.</summary>
internal sealed record NetworkDesign
{
    /// <summary>What initial parameters and the random numbers of passes follow from.</summary>
    public ulong Seed { get; init; }

    /// <summary>The stack of layers.</summary>
    public NetworkConfiguration Network { get; init; } = new();

    /// <summary>The synapses of all layers that have none of their own.</summary>
    public SynapseConfiguration Synapses { get; init; } = new();

    /// <summary>Device-to-device variability of all layers of devices.</summary>
    public NeuronVariability NeuronVariability { get; init; } = new();

    /// <summary>The gradient method of the devices.</summary>
    public GradientConfiguration Gradient { get; init; } = new();

    /// <summary>What is kept of the past.</summary>
    public MemoryConfiguration Memory { get; init; } = new();

    /// <summary>The synapses of a layer: its own, or those of the network.</summary>
    public SynapseConfiguration SynapsesOf(LayerConfiguration layer) => layer.OwnSynapses ?? Synapses;

    /// <summary>The synapses of every layer that has weights, with the layer's number.</summary>
    public IEnumerable<(int Layer, SynapseConfiguration Synapses)> WeightSynapses() =>
        from entry in Network.Layers.Select((layer, index) => (Layer: layer, Index: index))
        where entry.Layer.HasWeights
        select (entry.Index, SynapsesOf(entry.Layer));

    /// <summary>Units of each layer.</summary>
    /// <param name="channels">Channels of the data.</param>
    /// <param name="outputs">Outputs of the data.</param>
    public IEnumerable<int> Units(int channels, int outputs)
    {
        int units = channels;
        foreach (LayerConfiguration layer in Network.Layers)
            yield return units = layer.Units(units, outputs);
    }
}
