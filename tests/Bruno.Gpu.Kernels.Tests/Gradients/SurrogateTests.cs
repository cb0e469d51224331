using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Gradients;

/// <summary>The surrogates against the oracle's formulas.</summary>
public sealed class SurrogateTests
{
    public static TheoryData<SurrogateKind> Kinds => [.. Enum.GetValues<SurrogateKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void DerivativesAreThoseOfTheOracle(SurrogateKind kind)
    {
        OracleSurrogate oracle = Enum.Parse<OracleSurrogate>(kind.ToString(), ignoreCase: true);
        foreach (double slope in new[] { 1.0, 7.3, 10 })
        {
            Surrogate<Float64> wide = new(new(slope), kind);
            Surrogate<Float32> narrow = new(new((float)slope), kind);
            for (double x = -7.501; x < 7.6; x += 0.01)
            {
                double expected = OracleSurrogateDerivative.At(oracle, slope, x);
                Assert.Equal(expected, wide.Derivative(new(x)).Number, 1e-14);
                Assert.Equal(expected, narrow.Derivative(new((float)x)).Number, 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void DerivativesAreOneAtTheThresholdAndFiniteFarAway(SurrogateKind kind)
    {
        Surrogate<Float32> surrogate = new(new(10), kind);
        Assert.Equal(1f, surrogate.Derivative(new(0)).Number);
        foreach (float x in new[] { -1e10f, -100f, 100f, 1e10f })
            Assert.InRange(surrogate.Derivative(new(x)).Number, 0f, 1e-2f);
    }
}
