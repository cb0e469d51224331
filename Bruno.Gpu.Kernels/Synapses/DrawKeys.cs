using Bruno.Gpu.Kernels.RandomNumbers;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// The random addresses of several draws of one weight matrix: each draw may have a seed of its own (a chip), or a number of
/// its own (a batch element), or both may be shared.
/// </summary>
/// <param name="seeds">The seed of each draw, or one for all.</param>
/// <param name="stream">The stream.</param>
/// <param name="first">The number of the first draw: a step, a write, a sample.</param>
/// <param name="stride">What each further draw adds to it: 0 or 1.</param>
public readonly struct DrawKeys(ArrayView<ulong> seeds, uint stream, uint first, uint stride)
{
    private readonly ArrayView<ulong> seeds = seeds;
    private readonly uint stream = stream;
    private readonly uint first = first;
    private readonly uint stride = stride;

    /// <summary>The address of an element in a draw.</summary>
    public RandomAddress Of(int draw, int element) =>
        new(seeds[seeds.Length > 1 ? draw : 0], stream, (uint)element, first + (uint)draw * stride);
}
