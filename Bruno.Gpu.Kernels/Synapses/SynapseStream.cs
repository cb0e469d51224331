namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// The streams of random numbers of synapses. The number of the weight matrix stands in the upper half of the stream's word,
/// so that every matrix of a network has streams of its own.
/// </summary>
public enum SynapseStream
{
    /// <summary>Stochastic rounding, by cell and draw.</summary>
    Rounding = 2000,

    /// <summary>Device-to-device variability, by cell.</summary>
    Variability,

    /// <summary>Programming error, by cell and write.</summary>
    Programming,

    /// <summary>The drift exponent, by cell.</summary>
    Drift,

    /// <summary>Stuck cells, by cell.</summary>
    Stuck,

    /// <summary>Read noise, by cell and step.</summary>
    Read,

    /// <summary>The summed read noise of an output, by batch element, output and step.</summary>
    ReadSum,
}
