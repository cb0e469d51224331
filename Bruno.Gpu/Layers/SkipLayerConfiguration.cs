using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Layers;

/// <summary>
/// A skip connection: adds what an earlier layer of equal width put out at the same step to what the layer before puts out. Spikes
/// count 1. Networks that have one use aligned timing.
/// </summary>
public sealed record SkipLayerConfiguration : LayerConfiguration
{
    /// <summary>The number of the layer whose output is added, the first being 0; not the one before, whose output it reads already.</summary>
    [Number(From = 0, To = 1e6)]
    public int From { get; init; }

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        if (stack.UnitsOf(From) != stack.Units)
        {
            throw new ConfigurationException([new("network", $"network.layers[{assembly.Layer}].from",
                $"layer {From} has {stack.UnitsOf(From)} units, but layer {assembly.Layer - 1}, to whose output it would be added, has {stack.Units}: both need the same")]);
        }

        stack.AddSkip(From);
    }

    /// <inheritdoc/>
    public override IEnumerable<Fault> ValidateIn(int index, bool readsSpikes, Synapses.SynapseConfiguration ofNetwork)
    {
        if (From >= index - 1)
            yield return new("from", index < 2 ? "there is no earlier layer than the one before" : $"must be an earlier layer than the one before: 0 to {index - 2}, is {From}");
    }
}
