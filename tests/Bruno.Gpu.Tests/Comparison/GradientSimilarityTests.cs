using Bruno.Gpu.Comparison;

namespace Bruno.Gpu.Tests.Comparison;

public sealed class GradientSimilarityTests
{
    private static GradientSimilarity Of(double[] gradient, double[] reference) => GradientSimilarity.Of(gradient, reference);

    [Fact]
    public void EqualGradients_AreOne()
    {
        double[] gradient = [0.1, -2, 3e-5, 0, 7];
        GradientSimilarity similarity = Of(gradient, gradient);
        Assert.Equal(1, similarity.Cosine!.Value, 1e-15);
        Assert.Equal(1, similarity.NormRatio);
    }

    [Fact]
    public void KnownPairs()
    {
        GradientSimilarity similarity = Of([3, 4], [8, 6]);
        Assert.Equal(24.0 / 25, similarity.Cosine!.Value, 1e-15);
        Assert.Equal(0.5, similarity.NormRatio!.Value, 1e-15);
        Assert.Equal(10, similarity.ReferenceNorm, 1e-14);
        Assert.Equal(-1, Of([-1, -2], [2, 4]).Cosine!.Value, 1e-15);
        Assert.Equal(0, Of([0, 5], [2, 0]).Cosine);
    }

    [Fact]
    public void AZeroGradient_HasNoDirection()
    {
        Assert.Equal(new(null, 0, 5), Of([0, 0], [3, 4]));
        Assert.Equal(new(null, null, 0), Of([3, 4], [0, 0]));
        Assert.Equal(new(null, null, 0), Of([0, 0], [0, 0]));
        Assert.Equal(new(null, null, 0), Of([], []));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void GradientsThatAreNotFinite_AreNotANumber(double value)
    {
        Assert.Equal(double.NaN, Of([value, 1], [3, 4]).Cosine);
        Assert.Equal(double.NaN, Of([3, 4], [value, 1]).Cosine);
        Assert.False(double.IsFinite(Of([value, 1], [3, 4]).NormRatio!.Value));
    }

    /// <summary>Exploded gradients are finite, but their squares are not; tiny ones' squares are zero.</summary>
    [Theory]
    [InlineData(1e250)]
    [InlineData(1e-250)]
    public void SquaresThatNoDoubleHolds_DoNotMatter(double scale)
    {
        GradientSimilarity similarity = Of([3 * scale, 4 * scale], [4, 3]);
        Assert.Equal(24.0 / 25, similarity.Cosine!.Value, 1e-15);
        Assert.Equal(1, similarity.NormRatio!.Value / scale, 1e-14);
    }

    [Fact]
    public void OtherLengths_AreRefused() => Assert.Throws<ArgumentException>(() => Of([1], [1, 2]));
}
