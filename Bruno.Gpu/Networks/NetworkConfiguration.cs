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
    }
}
