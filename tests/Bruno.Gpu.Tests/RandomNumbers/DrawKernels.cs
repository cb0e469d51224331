using Bruno.Gpu.Kernels.RandomNumbers;
using ILGPU;

namespace Bruno.Gpu.Tests.RandomNumbers;

/// <summary>Kernels that write down what they draw.</summary>
public static class DrawKernels
{
    public static void Uniforms(Index1D element, ulong seed, uint stream, uint second, ArrayView<double> result) =>
        Store(element, CounterNumbers.Uniforms(new(seed, stream, (uint)element.X, second)), result);

    public static void Gaussians(Index1D element, ulong seed, uint stream, uint second, ArrayView<double> result) =>
        Store(element, CounterNumbers.Gaussians(new RandomAddress(seed, stream, (uint)element.X, second)), result);

    private static void Store(int element, NumberPair pair, ArrayView<double> result)
    {
        result[2 * element] = pair.First;
        result[2 * element + 1] = pair.Second;
    }
}
