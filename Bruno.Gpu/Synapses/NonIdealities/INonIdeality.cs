namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Something that goes wrong with synapses, as it describes itself.</summary>
internal interface INonIdeality
{
    /// <summary>Whether it changes effective weights.</summary>
    bool ActsOnWeights { get; }

    /// <summary>Whether it makes chips of the same weights differ from each other.</summary>
    bool MakesChipsDiffer => ActsOnWeights;

    /// <summary>What it is, in words and figures, where it is on.</summary>
    string? Description { get; }
}
