using Bruno.Gpu.Kernels.RandomNumbers;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>Kernels that do nothing but draw.</summary>
public static class DrawKernels
{
    /// <summary>The two uniform numbers of an element's address.</summary>
    public static void Uniforms(Index1D element, uint step, ArrayView<double> numbers) =>
        Store(element, CounterNumbers.Uniforms(new(0, 0, (uint)element.X, step)), numbers);

    /// <summary>Its two standard normal numbers.</summary>
    public static void Gaussians(Index1D element, uint step, ArrayView<double> numbers) =>
        Store(element, CounterNumbers.Gaussians(new RandomAddress(0, 0, (uint)element.X, step)), numbers);

    private static void Store(int element, NumberPair pair, ArrayView<double> numbers)
    {
        numbers[2 * element] = pair.First;
        numbers[2 * element + 1] = pair.Second;
    }
}
