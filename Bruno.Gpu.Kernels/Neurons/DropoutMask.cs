using Bruno.Gpu.Kernels.RandomNumbers;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// What a dropout leaves out in a pass: each unit of each batch element with one probability, anew in every stretch of steps. It follows
/// from its address alone, so that it is the same backwards as forwards, however time is cut.
/// </summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Stream">The stream of the layer.</param>
/// <param name="Pass">The number of the pass.</param>
/// <param name="Threshold">The share that is left out, in units of 2^-32.</param>
/// <param name="Steps">Steps of a stretch; the largest number for one mask a sequence.</param>
public readonly record struct DropoutMask(ulong Seed, uint Stream, uint Pass, uint Threshold, int Steps)
{
    /// <summary>Whether a lane (batch element times units plus unit) is kept at a step of the sequence.</summary>
    public bool Keeps(int lane, int step) => Philox.Block(new((uint)(step / Steps), Stream, (uint)lane, Pass), Seed).Word0 >= Threshold;
}
