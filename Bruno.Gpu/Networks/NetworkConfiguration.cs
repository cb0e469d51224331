using Bruno.Gpu.Configuration;
using Bruno.Gpu.Layers;

namespace Bruno.Gpu.Networks;

/// <summary>A stack of layers.</summary>
public sealed record NetworkConfiguration : IValidated
{
    /// <summary>When a layer reads its predecessor.</summary>
    public LayerTiming Timing { get; init; } = LayerTiming.Aligned;

    /// <summary>The layers, in order. The last one has as many units as the data set has outputs.</summary>
    public IReadOnlyList<LayerConfiguration> Layers { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Layers.Count == 0)
            yield return new("layers", "a network needs at least one layer ([[network.layers]] with its kind)");
        for (int i = 0; i < Layers.Count; ++i)
        {
            if (Layers[i] is SkipLayerConfiguration && Timing == LayerTiming.Pipelined)
                yield return new($"layers[{i}].kind", "a skip connection adds two outputs of the same step, which in a pipeline come at different ones: use timing = \"aligned\"");
            if (Layers[i] is not DropoutLayerConfiguration)
                continue;
            if (i == Layers.Count - 1)
                yield return new($"layers[{i}].kind", "a dropout cannot be the last layer: it leaves out what a layer behind it reads");
            else if (Layers[i + 1] is DelayLayerConfiguration)
                yield return new($"layers[{i}].kind", "a dropout comes behind a delay, not in front of it: change places");
        }
    }
}
