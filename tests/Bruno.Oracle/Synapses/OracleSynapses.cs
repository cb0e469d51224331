namespace Bruno.Oracle;

/// <summary>
/// What synapses make of a weight matrix: the weights that a batch element computes with at a step, both [to][from] row by row. Gradients pass
/// straight through to the weights.
/// </summary>
public delegate double[] OracleSynapses(double[] weights, int step, int element);
