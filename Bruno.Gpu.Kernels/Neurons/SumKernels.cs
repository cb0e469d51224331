using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Sums, element by element.</summary>
public static class SumKernels
{
    /// <summary>The sum of one element of two signals.</summary>
    public static void Signals<T>(Index1D index, Signal<T> first, Signal<T> second, ArrayView<T> sum)
        where T : unmanaged, IReal<T> => sum[index] = first[index] + second[index];

    /// <summary>Adds one element of an array to that of another.</summary>
    public static void Add<T>(Index1D index, ArrayView<T> added, ArrayView<T> sum)
        where T : unmanaged, IReal<T> => sum[index] = sum[index] + added[index];
}
