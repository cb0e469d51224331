namespace Bruno.Gpu.RandomNumbers;

/// <summary>
/// Counter-based random numbers on the host: Philox4x32-10 (Salmon et al., SC 2011), keyed by the seed and addressed by
/// (stream, first, second). A stream's numbers depend on nothing but its address, so that samples can be made in any order,
/// in parallel, and in any number, and stay the same.
/// </summary>
/// <remarks>Only portable arithmetic is used (<see cref="PortableMath"/>): the same bits on every machine. Not thread-safe; cheap to make.</remarks>
internal sealed class CounterRandom(ulong seed, uint stream, uint first, uint second)
{
    private readonly uint[] block = new uint[4];
    private uint blockIndex;
    private int next = 4;
    private double spare = double.NaN;

    /// <summary>A number from the open interval (0, 1), a multiple of 2^-53.</summary>
    public double NextUniform()
    {
        if (next == 4)
        {
            Philox(blockIndex++, stream, first, second, (uint)seed, (uint)(seed >> 32), block);
            next = 0;
        }

        ulong bits = ((ulong)block[next] << 32) | block[next + 1];
        next += 2;
        return ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));
    }

    /// <summary>A number from [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public double NextUniform(double low, double high) => low + (high - low) * NextUniform();

    /// <summary>A standard normal number (Box and Muller); two come from one Philox block.</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(spare))
        {
            double kept = spare;
            spare = double.NaN;
            return kept;
        }

        double radius = Math.Sqrt(-2.0 * PortableMath.Log(NextUniform()));
        (double sine, double cosine) = PortableMath.SinCosOfTurns(NextUniform());
        spare = radius * sine;
        return radius * cosine;
    }

    /// <summary>A standard normal number, moved to ±3 where it lies beyond: for quantities that must not leave a range.</summary>
    public double NextBoundedGaussian() => Math.Clamp(NextGaussian(), -3.0, 3.0);

    /// <summary>One block of Philox4x32-10: counter (c0..c3), key (k0, k1), four words of output.</summary>
    internal static void Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, Span<uint> output)
    {
        const uint multiplier0 = 0xD2511F53, multiplier1 = 0xCD9E8D57;
        const uint weyl0 = 0x9E3779B9, weyl1 = 0xBB67AE85;
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = (ulong)multiplier0 * c0;
            ulong product1 = (ulong)multiplier1 * c2;
            (c0, c1, c2, c3) = (
                (uint)(product1 >> 32) ^ c1 ^ k0,
                (uint)product1,
                (uint)(product0 >> 32) ^ c3 ^ k1,
                (uint)product0);
            k0 = unchecked(k0 + weyl0);
            k1 = unchecked(k1 + weyl1);
        }

        output[0] = c0;
        output[1] = c1;
        output[2] = c2;
        output[3] = c3;
    }
}
