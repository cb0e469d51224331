using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>Deviations of the conductances of both sides of every weight, [chips, inputs, outputs] each, S.</summary>
/// <param name="Positive">Those of the positive side.</param>
/// <param name="Negative">Those of the negative side, or of the reference.</param>
public readonly record struct CellDeviations<T>(ArrayView<T> Positive, ArrayView<T> Negative)
    where T : unmanaged, IReal<T>;
