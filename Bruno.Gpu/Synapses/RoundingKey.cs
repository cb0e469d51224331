namespace Bruno.Gpu.Synapses;

/// <summary>What the draws of stochastic rounding are keyed by.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Matrix">The number of the weight matrix in its network.</param>
/// <param name="First">
/// The number of the first draw: of the sample in its epoch, of the step since the start, as
/// <see cref="QuantisationDraw"/> has it. No two draws that should differ may have the same.
/// </param>
internal readonly record struct RoundingKey(ulong Seed, int Matrix, uint First);
