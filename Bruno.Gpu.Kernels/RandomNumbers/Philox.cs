namespace Bruno.Gpu.Kernels.RandomNumbers;

/// <summary>
/// Philox4x32-10, the counter-based random number generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as
/// easy as 1, 2, 3", SC 2011, doi 10.1145/2063384.2063405: ten rounds of a bijection of the counter, keyed by the seed. There
/// is no state, so that any number can be drawn by anyone, at any time, in any order.
/// </summary>
public static class Philox
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The block of a counter under a key.</summary>
    public static PhiloxBlock Block(PhiloxBlock counter, ulong key)
    {
        uint c0 = counter.Word0, c1 = counter.Word1, c2 = counter.Word2, c3 = counter.Word3;
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; ++round)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c1 = (uint)product1;
            c3 = (uint)product0;
            k0 = unchecked(k0 + Weyl0);
            k1 = unchecked(k1 + Weyl1);
        }

        return new(c0, c1, c2, c3);
    }
}
