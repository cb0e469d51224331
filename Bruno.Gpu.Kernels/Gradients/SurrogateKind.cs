namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>
/// The derivative that stands in for that of a spike; x = V - threshold, beta its slope.
/// <code>
/// Superspike           1 / (1 + beta |x|)
/// SuperspikeSquared    1 / (1 + beta |x|)^2
/// Tanh                 1 - tanh(x)^2
/// Arctangent           1 / (1 + (pi / 2 beta x)^2)
/// Sigmoid              4 u (1 - u)  with  u = 1 / (1 + exp(-beta x))
/// Rectangular          [beta |x| &lt; 1]
/// </code>
/// All are 1 at the threshold.
/// </summary>
public enum SurrogateKind
{
    /// <summary>1 / (1 + beta |x|): SuperSpike as in the recorded runs of Fehlings et al., not squared.</summary>
    Superspike,

    /// <summary>1 / (1 + beta |x|)^2: Zenke and Ganguli, Neural Computation 2018.</summary>
    SuperspikeSquared,

    /// <summary>1 - tanh(x)^2; the slope is not used.</summary>
    Tanh,

    /// <summary>1 / (1 + (pi / 2 beta x)^2): Fang et al., ICCV 2021.</summary>
    Arctangent,

    /// <summary>4 u (1 - u) with u = 1 / (1 + exp(-beta x)): the logistic's derivative, 1 at the threshold.</summary>
    Sigmoid,

    /// <summary>1 where beta |x| is below 1, else 0.</summary>
    Rectangular,
}
