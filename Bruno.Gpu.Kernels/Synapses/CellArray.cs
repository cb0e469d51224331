using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>The cells of a weight matrix on many chips: what they should be, and how far they are from it.</summary>
/// <param name="Shape">The shape of the matrix.</param>
/// <param name="Targets">The weights.</param>
/// <param name="Deviations">The deviations of their conductances.</param>
public readonly record struct CellArray<T>(MatrixShape Shape, TargetWeights<T> Targets, CellDeviations<T> Deviations)
    where T : unmanaged, IReal<T>;
