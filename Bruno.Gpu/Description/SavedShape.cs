using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Description;

/// <summary>How many channels and outputs a network has, read off its parameters: its data need not be there.</summary>
internal static class SavedShape
{
    /// <summary>Channels and outputs of a network; null where its first layer has no parameters that say.</summary>
    /// <param name="configuration">The network.</param>
    /// <param name="checkpoint">Its parameters.</param>
    public static (int Channels, int Outputs)? Of(RunConfiguration configuration, Checkpoint checkpoint)
    {
        IReadOnlyList<LayerConfiguration> layers = configuration.Network.Layers;
        int first = Enumerable.Range(0, layers.Count).FirstOrDefault(i => !layers[i].IsTransparent, -1);
        if (first < 0 || ChannelsOf(layers[first], first, checkpoint) is not int channels)
            return null;
        int open = Enumerable.Range(0, layers.Count).FirstOrDefault(i => layers[i] is LinearLayerConfiguration { Outputs: null }, -1);
        int? outputs = open < 0 ? 1 : Extent(checkpoint, $"parameters/{open}/linear/weights", 1);
        return outputs is int units ? (channels, configuration.Design.Units(channels, units).Last()) : null;
    }

    private static int? ChannelsOf(LayerConfiguration first, int index, Checkpoint checkpoint) => first switch
    {
        LinearLayerConfiguration => Extent(checkpoint, $"parameters/{index}/linear/weights", 0),
        EncoderLayerConfiguration encoder => Extent(checkpoint, $"parameters/{index}/encoder/gain", 0) / encoder.Copies,
        CubaLifLayerConfiguration => Extent(checkpoint, $"parameters/{index}/cuba_lif/threshold", 0),
        DelayLayerConfiguration delay => Extent(checkpoint, $"parameters/{index}/delay/{(delay.Delays is null ? "steps" : Parameter.Delays)}", 0),
        _ => null,
    };

    private static int? Extent(Checkpoint checkpoint, string name, int axis) =>
        checkpoint.Arrays.TryGetValue(name, out CheckpointArray? array) && axis < array.Shape.Length ? array.Shape[axis] : null;
}
