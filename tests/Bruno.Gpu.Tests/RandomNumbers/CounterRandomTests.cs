using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Tests.RandomNumbers;

public sealed class CounterRandomTests
{
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
