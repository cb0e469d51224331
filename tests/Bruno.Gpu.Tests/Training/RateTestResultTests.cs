using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>The rates that a range test suggests, of losses whose answers are known.</summary>
public sealed class RateTestResultTests
{
    private const int Steps = 60;

    /// <summary>A valley: the steepest descent is halfway down, whatever the noise of the first steps.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void TheFirstStepsAreNotJudged(double noise)
    {
        RateTestResult result = Of(step => (step == 3 ? -noise : step < 8 ? noise : 0) + Math.Cos(Math.PI * (step - 10) / 30), RateTestEnding.LossRose);
        Assert.Equal(Rate(25), result.SteepestRate!.Value, Rate(25) * 0.1);
        Assert.Equal(Rate(40), result.LowestLossRate);
        Assert.Equal(Rate(40) / 10, result.TenthOfLowest);
        Assert.True(result.HasFallen);
        Assert.False(result.IsStillFalling);
    }

    /// <summary>A loss that only rises suggests nothing.</summary>
    [Theory]
    [InlineData(Steps)]
    [InlineData(4)]
    [InlineData(1)]
    public void ALossThatNeverFellSuggestsNothing(int steps)
    {
        RateTestResult result = Of(step => step, RateTestEnding.Completed, steps);
        Assert.Equal((null, null, null), (result.SteepestRate, result.LowestLossRate, result.TenthOfLowest));
        Assert.False(result.HasFallen);
        Assert.False(result.IsStillFalling);
    }

    /// <summary>One that is lowest at the end may be lower beyond it, unless the test ended for another reason.</summary>
    [Theory]
    [InlineData((int)RateTestEnding.Completed, true)]
    [InlineData((int)RateTestEnding.NotFinite, false)]
    public void AMinimumAtTheHighestRateIsSaid(int ending, bool isStillFalling)
    {
        RateTestResult result = Of(step => -step, (RateTestEnding)ending);
        Assert.Equal(Rate(Steps - 1), result.LowestLossRate);
        Assert.Equal(isStillFalling, result.IsStillFalling);
    }

    [Fact]
    public void ALossThatIsNoNumberFromTheStartSuggestsNothing()
    {
        RateTestResult result = Of(_ => double.NaN, RateTestEnding.NotFinite, 1);
        Assert.Equal((null, null, false), (result.SteepestRate, result.LowestLossRate, result.HasFallen));
    }

    private static double Rate(int step) => 1e-5 * Math.Pow(10, step / 12.0);

    private static RateTestResult Of(Func<int, double> loss, RateTestEnding ending, int steps = Steps) => new(
        [.. Enumerable.Range(0, steps).Select(step => new RateTestRow { Step = step + 1, LearningRate = Rate(step), Loss = loss(step), SmoothedLoss = loss(step) })], ending);
}
