namespace Bruno.Gpu.Tests.Synapses;

/// <summary>What the random numbers of synapses follow from in a pass, as documented.</summary>
/// <param name="ChipSeed">The chip.</param>
/// <param name="Number">Of training: steps that the optimizer took; of evaluation: the batch in its split.</param>
/// <param name="Write">The write of the weights.</param>
/// <param name="IsTraining">Whether it trains.</param>
internal sealed record SynapsePass(ulong ChipSeed, long Number, long Write, bool IsTraining)
{
    /// <summary>The most steps of a pass.</summary>
    public int Steps { get; init; }

    /// <summary>The most batch elements of a pass.</summary>
    public int Batch { get; init; }

    /// <summary>The number of a draw of several in the pass; those of evaluation are in the upper half.</summary>
    public uint Draw(int drawsAPass, int draw) => (uint)((Number * drawsAPass + draw) % (1L << 31)) + (IsTraining ? 0 : 1u << 31);
}
