using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Synapses;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>The levels of a weight, on the host; the conformance vectors prove them digit by digit.</summary>
public sealed class LevelRoundingTests
{
    private const int Draws = 1_000_000;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void LevelsAreSymmetricAndEven(int bits)
    {
        LevelRounding rounding = new(bits, QuantiserVariant.Legacy, RoundingKind.Nearest);
        int q = (1 << (bits - 1)) - 1;
        Assert.Equal(q, rounding.Largest);
        for (int level = -q; level <= q; ++level)
        {
            Assert.Equal(level * 0.7 / q, rounding.Weight(level, 0.7), 1e-15);
            Assert.Equal(level, rounding.Level(rounding.Weight(level, 0.7), 0.7, 0.5));
        }
    }

    [Fact]
    public void HeadShrinksTheLargestWeight()
    {
        LevelRounding rounding = new(3, QuantiserVariant.Head, RoundingKind.Nearest);
        Assert.Equal(3, rounding.Level(1, 1, 0));
        Assert.Equal(6.0 / 7, rounding.Weight(3, 1), 1e-15);
    }

    /// <summary>The mean over draws is the weight: within four standard errors over a million.</summary>
    [Theory]
    [InlineData(QuantiserVariant.Legacy, 0.37)]
    [InlineData(QuantiserVariant.Legacy, -0.81)]
    [InlineData(QuantiserVariant.Head, 0.37)]
    [InlineData(QuantiserVariant.Head, -0.55)]
    public void StochasticRoundingIsUnbiased(QuantiserVariant variant, double weight)
    {
        LevelRounding rounding = new(3, variant, RoundingKind.Stochastic);
        double sum = 0, squares = 0;
        for (uint pair = 0; pair < Draws / 2; ++pair)
        {
            NumberPair uniforms = CounterNumbers.Uniforms(new(5, (uint)SynapseStream.Rounding, pair, 0));
            double first = rounding.Weight(rounding.Level(weight, 1, uniforms.First), 1) - weight;
            double second = rounding.Weight(rounding.Level(weight, 1, uniforms.Second), 1) - weight;
            sum += first + second;
            squares += first * first + second * second;
        }

        double standardError = Math.Sqrt(squares / Draws / Draws);
        Assert.True(standardError > 0);
        Assert.Equal(0.0, sum / Draws, 4 * standardError);
    }
}
