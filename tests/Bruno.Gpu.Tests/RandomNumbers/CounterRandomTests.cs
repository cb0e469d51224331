using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Tests.RandomNumbers;

public sealed class CounterRandomTests
{
    // The known-answer vectors that the authors of Philox publish with Random123.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_KnownAnswers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
    {
        uint[] output = new uint[4];
        CounterRandom.Philox(c0, c1, c2, c3, k0, k1, output);
        Assert.Equal([r0, r1, r2, r3], output);
    }

    [Fact]
    public void NextUniform_FirstNumbersAreThoseOfTheBlock()
    {
        CounterRandom random = new(0, 0, 0, 0);
        Assert.Equal(((0x6627e8d5e169c58dUL >> 12) + 0.5) / (1UL << 52), random.NextUniform());
        Assert.Equal(((0xbc57ac4c9b00dbd8UL >> 12) + 0.5) / (1UL << 52), random.NextUniform());
    }

    [Fact]
    public void NextUniform_StaysInsideAndHasTheRightMoments()
    {
        CounterRandom random = new(3, 1, 4, 1);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextUniform())];
        Assert.All(draws, draw => Assert.InRange(draw, double.Epsilon, 1.0 - 1e-17));
        // Four standard errors.
        Assert.Equal(0.5, draws.Average(), 4 * Math.Sqrt(1.0 / 12 / draws.Length));
    }

    [Fact]
    public void NextGaussian_HasTheRightMoments()
    {
        CounterRandom random = new(5, 9, 2, 6);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextGaussian())];
        double n = draws.Length;
        Assert.Equal(0.0, draws.Average(), 4 / Math.Sqrt(n));
        Assert.Equal(1.0, draws.Average(x => x * x), 4 * Math.Sqrt(2 / n));
        Assert.Equal(3.0, draws.Average(x => x * x * x * x), 4 * Math.Sqrt(96 / n));
    }

    [Fact]
    public void Streams_AreDifferent()
    {
        double reference = new CounterRandom(1, 2, 3, 4).NextUniform();
        Assert.NotEqual(reference, new CounterRandom(0, 2, 3, 4).NextUniform());
        Assert.NotEqual(reference, new CounterRandom(1UL << 32 | 1, 2, 3, 4).NextUniform());
        Assert.NotEqual(reference, new CounterRandom(1, 0, 3, 4).NextUniform());
        Assert.NotEqual(reference, new CounterRandom(1, 2, 0, 4).NextUniform());
        Assert.NotEqual(reference, new CounterRandom(1, 2, 3, 0).NextUniform());
    }
}
