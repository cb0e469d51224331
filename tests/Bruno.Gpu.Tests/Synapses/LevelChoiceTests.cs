using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>Bits and measured levels together: so many of the levels, as even as they can be.</summary>
public sealed class LevelChoiceTests
{
    private static readonly double[] Measured = [1e-6, 2e-6, 3.1e-6, 5e-6, 6.8e-6, 7e-6, 9e-6];

    [Fact]
    public void TheNearestToEvenStepsAreChosen() => Assert.Equal([1e-6, 3.1e-6, 6.8e-6, 9e-6], LevelChoice.Evenly(Measured, 4));

    [Fact]
    public void AllMayBeChosen() => Assert.Equal(Measured, LevelChoice.Evenly(Measured, Measured.Length));

    [Fact]
    public void TheEndsAloneMayBe() => Assert.Equal([1e-6, 9e-6], LevelChoice.Evenly(Measured, 2));

    /// <summary>Against all choices there are.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void NoChoiceIsMoreEven(int count)
    {
        double step = (Measured[^1] - Measured[0]) / (count - 1);
        double Cost(double[] levels) => levels.Select((level, k) => Math.Pow(level - Measured[0] - k * step, 2)).Sum();
        double least = Enumerable.Range(0, 1 << Measured.Length)
            .Where(mask => (mask & 1) == 1 && mask >> (Measured.Length - 1) == 1 && int.PopCount(mask) == count)
            .Min(mask => Cost([.. Measured.Where((_, i) => (mask >> i & 1) == 1)]));
        Assert.Equal(least, Cost(LevelChoice.Evenly(Measured, count)), 1e-24);
    }

    [Theory]
    [InlineData(PairKind.Differential, 3, 4)]
    [InlineData(PairKind.Reference, 2, 3)]
    public void BitsSayHowMany(PairKind pair, int bits, int cells)
    {
        SynapseConfiguration synapses = new() { Quantisation = new() { Bits = bits }, Conductance = new() { Levels = Measured, Pair = pair } };
        Assert.Empty(ConfigurationBinder.Check(synapses, "test"));
        Assert.Equal(LevelChoice.Evenly(Measured, cells), synapses.WithLevelsChosen().Conductance.Levels);
        Assert.Equal((1 << bits) - 1, LevelTable.Of(synapses.WithLevelsChosen(), 1).Count);
    }

    [Fact]
    public void TooFewLevelsAreAFault() => Assert.Contains(
        "5 bits take 16 of the measured levels of a cell, of which there are 7",
        Assert.Single(ConfigurationBinder.Check(new SynapseConfiguration { Quantisation = new() { Bits = 5 }, Conductance = new() { Levels = Measured } }, "test")).Message);
}
