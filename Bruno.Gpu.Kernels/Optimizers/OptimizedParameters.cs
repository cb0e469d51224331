using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Optimizers;

/// <summary>What an optimizer's step reads and writes, an entry a parameter.</summary>
/// <param name="Weights">The parameters.</param>
/// <param name="Gradients">Their gradients.</param>
/// <param name="Factor">What gradient clipping multiplies all gradients by; one entry.</param>
/// <param name="First">First moments.</param>
/// <param name="Second">Second moments; empty for methods without.</param>
public readonly record struct OptimizedParameters<T>(
    ArrayView<T> Weights, ArrayView<T> Gradients, ArrayView<T> Factor, ArrayView<T> First, ArrayView<T> Second)
    where T : unmanaged, IReal<T>;
