namespace Bruno.Gpu.Synapses;

/// <summary>The synapses of one weight matrix of a network.</summary>
/// <param name="Configuration">How they are.</param>
/// <param name="Matrix">The number of the matrix in its network: each has random numbers of its own.</param>
/// <param name="Uniforms">
/// For conformance: the random numbers of stochastic rounding, [batch, inputs, outputs]; none where they are drawn.
/// </param>
internal sealed record SynapseOptions(SynapseConfiguration Configuration, int Matrix, double[]? Uniforms = null);
