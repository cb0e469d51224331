namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>How a weight between two levels finds its level.</summary>
public enum RoundingKind
{
    /// <summary>To the nearest level; on a tie to the even one.</summary>
    Nearest,

    /// <summary>Up with a probability equal to the fraction, so that the mean over draws is the weight.</summary>
    Stochastic,
}
