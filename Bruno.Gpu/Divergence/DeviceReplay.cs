namespace Bruno.Gpu.Divergence;

/// <summary>A device and all that drove it, to be simulated again.</summary>
/// <param name="Layer">The number of its layer in the configuration.</param>
/// <param name="Neuron">The neuron.</param>
/// <param name="Amperes">The current of each outer step from the beginning of the sequence, A.</param>
/// <param name="Parameters">Its parameters, SI units, in the model's order; none where it is the nominal one.</param>
internal sealed record DeviceReplay(int Layer, int Neuron, double[] Amperes, double[]? Parameters);
