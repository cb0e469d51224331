using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>Training takes what was planned and nothing on top, and what does not fit leaves nothing behind.</summary>
public sealed class MemoryLimitTests
{
    /// <summary>A device that has not a byte more than planned: whatever a step allocated besides would throw, and show in the peak.</summary>
    [Theory]
    [InlineData("bruno", 5)]
    [InlineData("sltt-k", null)]
    public void OverAHundredStepsMemoryIsFlat(string method, int? segment)
    {
        RunConfiguration configuration = SessionSetup.Sequences with
        {
            Gradient = SessionSetup.Gradient(method),
            Memory = new MemoryConfiguration { Segment = segment },
        };
        Dataset data = SessionSetup.DataOf(configuration);
        long planned = Planned(configuration, data).Bytes;
        using ComputeDevice device = ComputeDevice.Open("cpu", memoryLimit: planned);
        using TrainingSession<Float32> session = new(device, configuration, data);
        Assert.True(session.Memory.Fits);
        Assert.Equal((planned, planned), (device.Memory.Bytes, device.Memory.PeakBytes));
        for (int epoch = 1; session.Optimizer.Steps < 100; ++epoch)
        {
            Assert.NotNull(session.TrainEpoch(epoch, 0, 1e-3, null, () => false).Metrics);
            Assert.Equal((planned, planned), (device.Memory.Bytes, device.Memory.PeakBytes));
        }

        session.Evaluate(session.Test, 1, null, TestContext.Current.CancellationToken);
        Assert.Equal((planned, planned), (device.Memory.Bytes, device.Memory.PeakBytes));
    }

    /// <summary>Wherever memory runs out: in the network, in the optimizer, in the data, at the last buffer.</summary>
    [Fact]
    public void ASessionThatDoesNotFitGivesEverythingBack()
    {
        RunConfiguration configuration = SessionSetup.Sequences;
        Dataset data = SessionSetup.DataOf(configuration);
        MemoryPlan plan = Planned(configuration, data);
        foreach (long limit in new[] { 100, plan.Bytes / 3, plan.Bytes * 2 / 3, plan.Bytes - 1 })
        {
            using ComputeDevice device = ComputeDevice.Open("cpu", memoryLimit: limit);
            Assert.Throws<DeviceMemoryExceededException>(() => new TrainingSession<Float32>(device, configuration, data));
            Assert.Equal(0, device.Memory.Bytes);
            Assert.All(Enum.GetValues<MemoryPurpose>(), purpose => Assert.Equal(0, device.Memory.BytesFor(purpose)));

            MemoryPlan again = new TrainingSession<Float32>(device.Plan(), configuration, data).Memory;
            Assert.Equal((plan.Bytes, limit, false), (again.Bytes, again.Available, again.Fits));
            Assert.Throws<DeviceMemoryExceededException>(again.RequireFit);
        }
    }

    private static MemoryPlan Planned(RunConfiguration configuration, Dataset data)
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        return new TrainingSession<Float32>(device.Plan(), configuration, data).Memory;
    }
}
