using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Layers;

/// <summary>One layer; its <c>kind</c> says which.</summary>
[Variant("encoder", typeof(EncoderLayerConfiguration))]
[Variant("linear", typeof(LinearLayerConfiguration))]
[Variant("lif", typeof(LifLayerConfiguration))]
[Variant("device", typeof(DeviceLayerConfiguration))]
public abstract record LayerConfiguration;
