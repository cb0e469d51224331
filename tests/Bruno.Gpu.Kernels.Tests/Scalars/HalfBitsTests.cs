using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Tests.Scalars;

/// <summary>Numbers in 16 bits against those of the runtime.</summary>
public sealed class HalfBitsTests
{
    [Fact]
    public void EveryHalfIsWhatTheRuntimeSays()
    {
        for (int bits = 0; bits <= ushort.MaxValue; ++bits)
        {
            float expected = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            float actual = HalfBits.ToFloat((ushort)bits);
            if (float.IsNaN(expected))
                Assert.True(float.IsNaN(actual));
            else
                Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(actual));
        }
    }

    /// <summary>Random bits, the middles between neighbours, and the edges of the range.</summary>
    [Fact]
    public void RoundingIsThatOfTheRuntime()
    {
        Random random = new(1);
        IEnumerable<float> any = Enumerable.Range(0, 200_000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));
        IEnumerable<float> middles = Enumerable.Range(0, 0x7BFF).Select(bits =>
            (float)(((double)HalfBits.ToFloat((ushort)bits) + HalfBits.ToFloat((ushort)(bits + 1))) / 2));
        float[] edges = [0, -0f, 65504, 65519.996f, 65520, -65520, float.MaxValue, float.Epsilon, 2.98e-8f, 2.981e-8f, float.PositiveInfinity];
        foreach (float value in any.Concat(middles).Concat(middles.Select(middle => -middle)).Concat(edges).Where(value => !float.IsNaN(value)))
            Assert.Equal(BitConverter.HalfToUInt16Bits((Half)value), HalfBits.From(value));
        Assert.True(float.IsNaN(HalfBits.ToFloat(HalfBits.From(float.NaN))));
    }

    [Fact]
    public void NeighboursAreThoseOfTheRuntime()
    {
        for (int bits = 0; bits <= ushort.MaxValue; ++bits)
        {
            Half half = BitConverter.UInt16BitsToHalf((ushort)bits);
            if (!Half.IsFinite(half))
                continue;
            Assert.Equal((float)Half.BitDecrement(half), HalfBits.ToFloat(HalfBits.Below((ushort)bits)));
            Assert.Equal((float)Half.BitIncrement(half), HalfBits.ToFloat(HalfBits.Above((ushort)bits)));
        }
    }
}
