using Bruno.Gpu.Preparations;

namespace Bruno.Gpu.Tests.Preparations;

public sealed class StandardisationTests
{
    [Fact]
    public void Of_TwoSamplesOfDifferentLength_ByHand()
    {
        // Channel 0: 1, 3, 8 (mean 4, variance (9 + 1 + 16) / 3); channel 1: 2, 2, 2.
        Standardisation standardisation = Standardisation.Of([[1, 2, 3, 2], [8, 2]], channels: 2);
        Assert.Equal([4.0, 2.0], standardisation.Means);
        Assert.Equal(Math.Sqrt(26.0 / 3.0), standardisation.Deviations[0], 1e-14);
        Assert.Equal(1.0, standardisation.Deviations[1]);
    }

    [Fact]
    public void Of_ConstantChannelThatIsNotExact_HasDeviationOne() =>
        Assert.Equal([1.0], Standardisation.Of([[0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f]], channels: 1).Deviations);

    [Fact]
    public void Apply_ByHand()
    {
        Standardisation standardisation = new([10.0, -1.0], [2.0, 0.5]);
        Assert.Equal([1, 0, -5, 4], standardisation.Apply([12, -1, 0, 1]));
    }

    [Fact]
    public void Of_NoSteps_Throws() => Assert.Throws<ArgumentException>(() => Standardisation.Of([], channels: 1));
}
