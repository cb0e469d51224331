namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>The whole steps that a synapse's signal may be late, each of which has a matrix of weights.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Spacing">Steps from one to the next, the first being 0.</param>
/// <param name="Cells">Weights of a matrix.</param>
/// <param name="Matrices">Matrices of each: one, or one for each chip or draw.</param>
/// <param name="WeightStride">Elements from the weights of a matrix to those of the next; 0 where all share them.</param>
/// <param name="DelayStride">Elements from the delays of a matrix to those of the next; 0 where all share them.</param>
public readonly record struct DelayLevels(int Count, int Spacing, int Cells, int Matrices, int WeightStride, int DelayStride);
