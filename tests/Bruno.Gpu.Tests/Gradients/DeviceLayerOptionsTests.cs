using Bruno.Gpu.Gradients;
using Bruno.Gpu.Tests.Networks;

namespace Bruno.Gpu.Tests.Gradients;

/// <summary>How many outer steps one launch goes through.</summary>
public sealed class DeviceLayerOptionsTests
{
    /// <summary>As many as make no more than two million micro-steps of a lane and ten thousand million of all; integrators that choose their steps are taken to make 32.</summary>
    [Theory]
    [InlineData(1000, 1)]
    [InlineData(1000, 100_000)]
    [InlineData(12, 67)]
    [InlineData(1, 1)]
    [InlineData(1, 3_000_000)]
    [InlineData(3_000_000, 1)]
    [InlineData(1000, 20_000_000)]
    public void ALaunchIsAsLongAsASignalMayWait(int microSteps, int lanes)
    {
        int steps = new FelifSetup { MicroSteps = microSteps }.Options(new BrunoGradient()).StepsAtOnce(lanes);
        bool IsShort(long count)
        {
            long ofLane = count * Math.Max(microSteps, 32);
            return ofLane <= 2_000_000 && ofLane * lanes <= 10_000_000_000;
        }

        Assert.True(steps == 1 || IsShort(steps), $"{steps} outer steps are too many.");
        Assert.False(IsShort(steps + 1), $"{steps} outer steps are too few.");
    }
}
