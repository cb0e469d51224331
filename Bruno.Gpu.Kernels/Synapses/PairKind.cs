namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>How devices, whose conductance is never negative, make a weight that may be.</summary>
public enum PairKind
{
    /// <summary>Two devices a weight, whose currents are subtracted: G+ - G-.</summary>
    Differential,

    /// <summary>One device a weight, and one reference device a row in the middle of the range, whose current all outputs subtract.</summary>
    Reference,
}
