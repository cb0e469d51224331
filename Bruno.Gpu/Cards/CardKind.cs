namespace Bruno.Gpu.Cards;

/// <summary>What a device card describes.</summary>
internal enum CardKind
{
    /// <summary>The cells of a synapse.</summary>
    Synapse,

    /// <summary>A neuron: parameters of a device model.</summary>
    Neuron,
}
