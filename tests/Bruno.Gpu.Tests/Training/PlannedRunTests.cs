using System.Diagnostics;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>A plan counts: no data, no weights; and what is too long for kernels does not fit, whatever is multiplied.</summary>
public sealed class PlannedRunTests
{
    /// <summary>What is counted from the outline of the data is what a session of the data allocates.</summary>
    [Fact]
    public void TheOutlineTakesWhatTheDataTake()
    {
        RunConfiguration run = Run(17) with { Data = new DataConfiguration { Tactile = new TactileOptions { Letters = 4, Repetitions = 12, Steps = 20 } } };
        MemoryPlan plan = TrainingRun.Plan(run);
        Dataset data = DatasetCatalogue.Load(run.Data, run.Data.Seed), outline = DatasetCatalogue.Outline(run.Data, run.Data.Seed);
        Assert.Equal((data.Train.Count, data.Validation.Count, data.Test.Count), (outline.Train.Count, outline.Validation.Count, outline.Test.Count));
        Assert.Equal((data.Channels, data.Outputs, data.MaximumSteps, data.Source), (outline.Channels, outline.Outputs, outline.MaximumSteps, outline.Source));
        using ComputeDevice device = ComputeDevice.Open("cpu");
        using TrainingSession<Bruno.Gpu.Kernels.Scalars.Float32> session = new(device, run.Accept(), data);
        Assert.Equal(session.Memory.ByPurpose, plan.ByPurpose);
    }

    /// <summary>Forty million neurons and a billion samples are counted in a moment, and do not fit.</summary>
    [Theory]
    [InlineData(40_000_000, 100)]
    [InlineData(17, 1_000_000)]
    public void HugeRunsAreCounted(int neurons, int repetitions)
    {
        RunConfiguration run = Run(neurons) with { Data = new DataConfiguration { Tactile = new TactileOptions { Repetitions = repetitions } } };
        Stopwatch watch = Stopwatch.StartNew();
        long before = GC.GetTotalAllocatedBytes();
        Exception? fault = Record.Exception(() => TrainingRun.Plan(run).RequireFit());
        Assert.Equal(ExitCode.OutOfMemory, Assert.IsType<DeviceMemoryExceededException>(fault).ExitCode);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200_000_000);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(70_000_000)]
    [InlineData(1_200_000)]
    public void WhatOverflowsDoesNotFit(int neurons) => Assert.Equal(
        ExitCode.OutOfMemory, Assert.Throws<DeviceMemoryExceededException>(() => TrainingRun.Plan(Run(neurons, isRecurrent: true)).RequireFit()).ExitCode);

    [Fact]
    public void LengthsDoNotWrapAround()
    {
        Assert.Equal(0, ArrayLength.Of(0, int.MaxValue));
        Assert.Equal(int.MaxValue, ArrayLength.Of(int.MaxValue, 1));
        Assert.Equal(60, ArrayLength.Of(3, 4, 5));
        Assert.Throws<DeviceMemoryExceededException>(() => ArrayLength.Of(65536, 65536));
        Assert.Throws<DeviceMemoryExceededException>(() => ArrayLength.Of(int.MaxValue, int.MaxValue, int.MaxValue));
        Assert.Throws<DeviceMemoryExceededException>(() => ArrayLength.Sum(int.MaxValue, 1));
    }

    [Theory]
    [InlineData(1_000_000, true)]
    [InlineData(1_000_001, false)]
    [InlineData(2_000_000_000, false)]
    public void MicroStepsHaveALimit(int substeps, bool isRight) =>
        Assert.Equal(isRight, ConfigurationBinder.Check(new DeviceLayerConfiguration { Substeps = substeps }, "test").All(fault => fault.Path != "substeps"));

    private static RunConfiguration Run(int neurons, bool isRecurrent = false) => new()
    {
        Device = "cpu",
        Network = new NetworkConfiguration
        {
            Layers =
            [
                new LinearLayerConfiguration { Outputs = neurons },
                new LifLayerConfiguration { Recurrent = isRecurrent },
                new LinearLayerConfiguration(),
                new DeviceLayerConfiguration(),
            ],
        },
    };
}
