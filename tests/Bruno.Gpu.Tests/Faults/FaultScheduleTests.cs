using System.Diagnostics;
using System.Globalization;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Faults;

/// <summary>
/// Training, killed and resumed on machines that fail, ends with the bits of one that nothing happened to. More schedules, or one of them again:
/// scripts/fault-schedules.sh.
/// </summary>
[Collection(typeof(CpuTests))]
public sealed class FaultScheduleTests(CpuBackend backend, ITestOutputHelper output) : DeviceTests(backend)
{
    private const int Usual = 200;

    [Fact]
    public void WhateverHappensTheRunEndsWithTheSameBits()
    {
        using FaultSchedule schedule = new(Device);
        int first = CampaignNumber.Of("BRUNO_FAULT_SEED") ?? 1, count = CampaignNumber.Of("BRUNO_FAULT_SCHEDULES") ?? (CampaignNumber.Of("BRUNO_FAULT_SEED") is null ? Usual : 1);
        Stopwatch watch = Stopwatch.StartNew();
        for (int seed = first; seed < first + count; ++seed)
        {
            try
            {
                schedule.Play(seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{schedule.Story}\nAgain: scripts/fault-schedules.sh 1 {seed}", exception);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} schedules, {schedule.Faults} lives ended by faults, {watch.Elapsed.TotalSeconds:F1} s"));
        Assert.True(count < Usual || schedule.Faults > count / 2, $"Only {schedule.Faults} faults in {count} schedules.");
    }
}
