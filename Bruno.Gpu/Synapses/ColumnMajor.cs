using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>A matrix as a library reads it.</summary>
/// <param name="Elements">Its elements, column after column.</param>
/// <param name="Stride">Elements from a column to the next.</param>
/// <param name="Transposed">Whether its transpose is meant.</param>
public readonly record struct ColumnMajor<T>(ArrayView<T> Elements, int Stride, bool Transposed)
    where T : unmanaged, IReal<T>;
