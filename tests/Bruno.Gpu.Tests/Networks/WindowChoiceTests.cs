using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>The length of windows: little more memory than the least, and long where that costs nothing.</summary>
public sealed class WindowChoiceTests
{
    private const long Slack = 600_000;

    /// <summary>Costs that fall and rise with the window: a row a window against a window's own arrays.</summary>
    [Theory]
    [InlineData(1000, 0, 40_000, 30_000)]
    [InlineData(1000, 100, 40_000, 3_000)]
    [InlineData(300, 0, 1, 100_000)]
    [InlineData(300, 0, 100_000, 1)]
    [InlineData(1, 0, 5, 5)]
    [InlineData(97, 10, 1_000_000, 999_999)]
    public void ItIsNeverWorseThanTheCheapestAndTheSlack(int steps, int segment, long bytesOfARow, long bytesOfAStep)
    {
        int[] segments = segment > 0 ? [segment] : [];
        long Bytes(TimePlan plan) => plan.Rows * bytesOfARow + plan.Window * bytesOfAStep;
        List<TimePlan> tried = [];
        TimePlan chosen = WindowChoice.Choose(steps, segments, null, false, plan =>
        {
            tried.Add(plan);
            return Bytes(plan);
        });

        Assert.InRange(Bytes(chosen), 0, tried.Min(Bytes) + Slack);
        Assert.DoesNotContain(tried, plan => plan.Window > chosen.Window && Bytes(plan) <= tried.Min(Bytes) + Slack);

        // What was tried is dense enough: of all lengths none is cheaper by more than half.
        long least = Enumerable.Range(1, chosen.TapeSteps).Min(window => Bytes(new TimePlan(steps, window, segments)));
        Assert.InRange(Bytes(chosen), least, least * 3 / 2 + Slack);
    }

    [Theory]
    [InlineData(100, 0, null, 100)]
    [InlineData(100, 30, null, 30)]
    [InlineData(100, 0, 7, 7)]
    [InlineData(100, 5, 7, 5)]
    [InlineData(100, 500, 700, 100)]
    public void ASmallNetworkRunsInTheLongestWindowThereIs(int steps, int segment, int? forgetEvery, int longest)
    {
        TimePlan plan = WindowChoice.Choose(steps, segment > 0 ? [segment] : [], forgetEvery, false, plan => 4000L * plan.Window);
        Assert.Equal((longest, steps), (plan.Window, plan.Steps));
    }

    /// <summary>Whatever the cost, a plan has the segments and the cuts that were asked for.</summary>
    [Fact]
    public void SegmentsAndCutsStay()
    {
        TimePlan plan = WindowChoice.Choose(50, [20, 6], 4, false, plan => plan.Window * 10_000_000L);
        Assert.Equal((1, 6, 2), (plan.Window, plan.TapeSteps, plan.Levels));
        Assert.True(plan.ForgetsAt(8));
        Assert.False(plan.ForgetsAt(9));
    }

    /// <summary>Where memory is limited, the cheapest plan is taken, though a longer window costs little.</summary>
    [Fact]
    public void ScarceMemoryTakesTheCheapest()
    {
        long Bytes(TimePlan plan) => 1000L * Math.Abs(plan.Window - 8);
        Assert.Equal(8, WindowChoice.Choose(100, [], null, true, Bytes).Window);
        Assert.Equal(100, WindowChoice.Choose(100, [], null, false, Bytes).Window);
    }
}
