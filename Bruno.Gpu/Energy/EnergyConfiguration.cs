namespace Bruno.Gpu.Energy;

/// <summary>Which device cards the energy of a sample is estimated with; each is a card's name, a file, or "none".</summary>
public sealed record EnergyConfiguration
{
    /// <summary>No card.</summary>
    public const string None = "none";

    /// <summary>The card of neurons that are devices; it counts for layers of its model.</summary>
    public string NeuronCard { get; init; } = "felif";

    /// <summary>The card of synapses. Its figures of a read are used, and the conductances of the layers.</summary>
    public string SynapseCard { get; init; } = "rram-cmo-hfox";
}
