namespace Bruno.Gpu.Synapses;

/// <summary>The conductances of one weight matrix on one chip, all [inputs, outputs].</summary>
/// <param name="Inputs">Rows.</param>
/// <param name="Outputs">Columns.</param>
/// <param name="Weights">The weights that the cells are to hold.</param>
/// <param name="Scales">w_max of each output.</param>
/// <param name="Positive">G+, S.</param>
/// <param name="Negative">G-, or the reference's conductance, S.</param>
internal sealed record ChipConductances(int Inputs, int Outputs, double[] Weights, double[] Scales, double[] Positive, double[] Negative);
