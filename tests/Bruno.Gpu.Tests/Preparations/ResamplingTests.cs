using Bruno.Gpu.Preparations;

namespace Bruno.Gpu.Tests.Preparations;

public sealed class ResamplingTests
{
    [Fact]
    public void Linear_ThreeStepsToFive_ByHand()
    {
        // Two channels: 0, 4, 2 and 10, 20, 60. Output steps lie at 0, 1/2, 1, 3/2, 2.
        float[] result = Resampling.Linear([0, 10, 4, 20, 2, 60], steps: 3, channels: 2, targetSteps: 5);
        Assert.Equal([0, 10, 2, 15, 4, 20, 3, 40, 2, 60], result);
    }

    [Fact]
    public void Linear_FiveStepsToThree_ByHand()
    {
        float[] result = Resampling.Linear([1, 100, 3, 100, 7], steps: 5, channels: 1, targetSteps: 3);
        Assert.Equal([1, 3, 7], result);
    }

    [Fact]
    public void Linear_FourStepsToThree_ByHand()
    {
        // Positions 0, 1.5, 3.
        Assert.Equal([2, 5, -8], Resampling.Linear([2, 4, 6, -8], steps: 4, channels: 1, targetSteps: 3));
    }

    [Fact]
    public void Linear_SameLength_KeepsTheValues()
    {
        float[] values = [0.1f, 0.7f, -3.3f, 1e-8f];
        Assert.Equal(values, Resampling.Linear(values, steps: 4, channels: 1, targetSteps: 4));
    }

    [Fact]
    public void Linear_SingleStep_IsRepeated() =>
        Assert.Equal([5, 6, 5, 6, 5, 6], Resampling.Linear([5, 6], steps: 1, channels: 2, targetSteps: 3));

    [Fact]
    public void Linear_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => Resampling.Linear([1, 2, 3], steps: 2, channels: 2, targetSteps: 3));
}
