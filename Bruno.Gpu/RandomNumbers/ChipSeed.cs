using Bruno.Gpu.Kernels.RandomNumbers;

namespace Bruno.Gpu.RandomNumbers;

/// <summary>The seeds of virtual chips.</summary>
internal static class ChipSeed
{
    /// <summary>The seed of a chip of a population: it depends on nothing else, so that chip 7 of ten is chip 7 of a hundred.</summary>
    public static ulong Of(ulong seed, int chip)
    {
        PhiloxBlock block = Philox.Block(new(0, (uint)RandomStream.Chips, (uint)chip, 0), seed);
        return ((ulong)block.Word0 << 32) | block.Word1;
    }

    /// <summary>The seed of a chip that a run is trained on; none of them is a chip of a population.</summary>
    public static ulong OfTraining(ulong seed, int chip) => Of(seed, -1 - chip);

    /// <summary>The seeds of the first chips of a population.</summary>
    public static ulong[] First(int chips, ulong seed) => [.. Enumerable.Range(0, chips).Select(chip => Of(seed, chip))];
}
