namespace Bruno.Gpu.Energy;

/// <summary>What a network did, summed over samples.</summary>
/// <param name="OfLayers">What each layer of the configuration did.</param>
/// <param name="SpikingUnits">Its neurons.</param>
internal sealed record NetworkActivity(IReadOnlyList<LayerActivity> OfLayers, int SpikingUnits)
{
    /// <summary>Synaptic operations.</summary>
    public double Operations => OfLayers.Sum(layer => layer.Operations);

    /// <summary>The share of neurons that fired in a step.</summary>
    /// <param name="steps">Steps of all samples.</param>
    public double SpikeRate(long steps) =>
        SpikingUnits > 0 && steps > 0 ? OfLayers.Sum(layer => layer.Spikes) / ((double)SpikingUnits * steps) : 0;

    /// <summary>The same and what another one did.</summary>
    public NetworkActivity Plus(NetworkActivity other) => this with
    {
        OfLayers =
        [
            .. OfLayers.Zip(other.OfLayers, (layer, more) => layer with
            {
                Spikes = layer.Spikes + more.Spikes, Operations = layer.Operations + more.Operations,
            }),
        ],
    };
}
