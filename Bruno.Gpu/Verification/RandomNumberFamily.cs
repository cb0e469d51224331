using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.RandomNumbers;
using ILGPU;

namespace Bruno.Gpu.Verification;

/// <summary>Random numbers: the words and the uniform numbers to the last bit, Gaussian ones to the last digits.</summary>
internal sealed class RandomNumberFamily : IVerificationFamily
{
    private const ulong Seed = 0x1234_5678_9ABC_DEF0;
    private const uint Stream = 77, Second = 9;

    /// <inheritdoc/>
    public string Name => "random numbers";

    /// <inheritdoc/>
    public bool IsInShortForm => true;

    /// <inheritdoc/>
    public bool IsRunInDouble => false;

    /// <inheritdoc/>
    public bool ComputesInDouble => true;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, Kernels.Scalars.IReal<T>
    {
        var draw = context.Device.Load<Action<Index1D, ulong, uint, uint, ArrayView<uint>, ArrayView<double>, ArrayView<double>>>(RandomTrialKernel.Run);
        DeviceMemory memory = context.Device.Memory;
        foreach (int count in context.Sizes)
        {
            using DeviceBuffer<uint> words = memory.Allocate<uint>(4 * count, MemoryPurpose.Scratch);
            using DeviceBuffer<double> uniforms = memory.Allocate<double>(2 * count, MemoryPurpose.Scratch);
            using DeviceBuffer<double> gaussians = memory.Allocate<double>(2 * count, MemoryPurpose.Scratch);
            draw(count, Seed, Stream, Second, words.View, uniforms.View, gaussians.View);
            uint[] expectedWords = [.. Enumerable.Range(0, count).Select(i => Philox.Block(new(0, Stream, (uint)i, Second), Seed))
                .SelectMany(block => new[] { block.Word0, block.Word1, block.Word2, block.Word3 })];
            double[] expectedUniforms = Pairs(count, address => CounterNumbers.Uniforms(address));
            double[] expectedGaussians = Pairs(count, address => CounterNumbers.Gaussians(address));
            yield return new($"{count}, words that differ", words.Download().Zip(expectedWords, (a, b) => a == b ? 0 : 1).Sum(), 0);
            yield return new($"{count}, uniform numbers that differ", uniforms.Download().Zip(expectedUniforms, (a, b) => a == b ? 0 : 1).Sum(), 0);
            yield return Deviation.Absolute($"{count}, Gaussian numbers", gaussians.Download(), expectedGaussians, 1e-14);
        }
    }

    private static double[] Pairs(int count, Func<RandomAddress, NumberPair> draw) =>
        [.. Enumerable.Range(0, count).Select(i => draw(new(Seed, Stream, (uint)i, Second))).SelectMany(pair => new[] { pair.First, pair.Second })];
}
