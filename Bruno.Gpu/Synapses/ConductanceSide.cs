namespace Bruno.Gpu.Synapses;

/// <summary>Which cell of a weight.</summary>
internal enum ConductanceSide
{
    /// <summary>The cell whose current counts as it is, G+.</summary>
    Positive,

    /// <summary>The cell of a differential pair whose current is subtracted, G-.</summary>
    Negative,

    /// <summary>The cell that a row shares and whose current all columns subtract.</summary>
    Reference,
}
