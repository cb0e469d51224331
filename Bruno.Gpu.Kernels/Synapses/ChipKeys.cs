using Bruno.Gpu.Kernels.RandomNumbers;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// The random addresses of the cells of one weight matrix on several chips. A chip is its seed: it is the same alone and among
/// a hundred.
/// </summary>
/// <param name="seeds">The seed of each chip.</param>
/// <param name="matrix">The number of the weight matrix in its network.</param>
public readonly struct ChipKeys(ArrayView<ulong> seeds, int matrix)
{
    private readonly ArrayView<ulong> seeds = seeds;
    private readonly int matrix = matrix;

    /// <summary>The two standard normal numbers of a weight: of its positive and of its negative side.</summary>
    public NumberPair Gaussians(int chip, CellIndex cell, SynapseStream stream, uint number = 0)
    {
        NumberPair own = CounterNumbers.Gaussians(Of(chip, cell.Own, stream, number));
        return cell.IsPair ? own : new(own.First, CounterNumbers.Gaussians(Of(chip, cell.Reference, stream, number)).First);
    }

    /// <summary>The two numbers from (0, 1) of a weight: of its positive and of its negative side.</summary>
    public NumberPair Uniforms(int chip, CellIndex cell, SynapseStream stream, uint number = 0)
    {
        NumberPair own = CounterNumbers.Uniforms(Of(chip, cell.Own, stream, number));
        return cell.IsPair ? own : new(own.First, CounterNumbers.Uniforms(Of(chip, cell.Reference, stream, number)).First);
    }

    /// <summary>The two standard normal numbers of a pair of outputs at a step.</summary>
    public NumberQuad SumGaussians(int chip, int quad, uint number) =>
        CounterNumbers.QuickGaussians(Of(chip, quad, SynapseStream.ReadSum, number));

    private RandomAddress Of(int chip, int element, SynapseStream stream, uint number) =>
        new(seeds[chip], Word(stream, matrix), (uint)element, number);

    /// <summary>The stream's word of a matrix.</summary>
    public static uint Word(SynapseStream stream, int matrix) => (uint)stream + ((uint)matrix << 16);
}
