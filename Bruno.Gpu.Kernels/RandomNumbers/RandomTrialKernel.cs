using ILGPU;

namespace Bruno.Gpu.Kernels.RandomNumbers;

/// <summary>Writes down what kernels draw, to judge a device by.</summary>
public static class RandomTrialKernel
{
    /// <param name="element">The element whose numbers are drawn.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="second">The second coordinate.</param>
    /// <param name="words">Receives the four words of the element's block, [elements, 4].</param>
    /// <param name="uniforms">Receives its two uniform numbers, [elements, 2].</param>
    /// <param name="gaussians">Receives its two standard normal numbers, [elements, 2].</param>
    public static void Run(
        Index1D element, ulong seed, uint stream, uint second, ArrayView<uint> words, ArrayView<double> uniforms, ArrayView<double> gaussians)
    {
        uint first = (uint)element.X;
        PhiloxBlock block = Philox.Block(new(0, stream, first, second), seed);
        words[4 * element] = block.Word0;
        words[4 * element + 1] = block.Word1;
        words[4 * element + 2] = block.Word2;
        words[4 * element + 3] = block.Word3;
        NumberPair pair = CounterNumbers.Uniforms(new RandomAddress(seed, stream, first, second));
        uniforms[2 * element] = pair.First;
        uniforms[2 * element + 1] = pair.Second;
        NumberPair normal = CounterNumbers.Gaussians(new RandomAddress(seed, stream, first, second));
        gaussians[2 * element] = normal.First;
        gaussians[2 * element + 1] = normal.Second;
    }
}
