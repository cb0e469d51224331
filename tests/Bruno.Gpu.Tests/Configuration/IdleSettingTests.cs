using Bruno.Gpu.Configuration;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Tests.Configuration;

/// <summary>Settings that would do nothing are refused, and what else of their kind does something is not.</summary>
public sealed class IdleSettingTests
{
    [Theory]
    [InlineData("loss.kind = \"spike_count\"\nloss.warmup_steps = 3", "loss.warmup_steps")]
    [InlineData("loss.kind = \"first_spike\"\nloss.warmup_steps = 3", "loss.warmup_steps")]
    [InlineData("loss.kind = \"first_spike\"\nloss.warmup_steps = 0", null)]
    [InlineData("loss.kind = \"each_step\"\nloss.warmup_steps = 3", null)]
    [InlineData("loss.kind = \"max_over_time\"\nloss.time_constant = 3.0", "loss.time_constant")]
    [InlineData("loss.kind = \"first_spike\"\nloss.time_constant = 3.0", null)]
    [InlineData("schedule.kind = \"step\"\nschedule.milestones = [2, 1, 2]", "schedule.milestones")]
    [InlineData("schedule.kind = \"step\"\nschedule.milestones = []", "schedule.milestones")]
    [InlineData("schedule.kind = \"step\"\nschedule.milestones = [2, 1]", null)]
    [InlineData("network.layers = [{ kind = \"linear\", delays = { trained = false } }, { kind = \"lif\" }]\nnetwork.train = [\"weights\", \"delays\"]", "network.train")]
    [InlineData("network.layers = [{ kind = \"linear\", delays = {} }, { kind = \"lif\" }]\nnetwork.train = [\"weights\", \"delays\"]", null)]
    [InlineData("network.layers = [{ kind = \"linear\", delays = { trained = false } }, { kind = \"lif\" }, { kind = \"delay\", delays = {} }]\nnetwork.train = [\"weights\", \"delays\"]", null)]
    [InlineData("network.layers = [{ kind = \"linear\" }, { kind = \"lif\" }]\nnetwork.train = [\"weights\", \"delays\"]", "network.train")]
    public void WhatDoesNothingIsRefused(string text, string? key)
    {
        text = text.Contains("layers", StringComparison.Ordinal) ? text : $"network.layers = [{{ kind = \"linear\" }}, {{ kind = \"lif\" }}]\n{text}";
        string? refusal = Record.Exception(() => ConfigurationBinder.Bind<RunConfiguration>([ConfigurationSource.FromText("run.toml", text)], []))?.Message;
        if (key is null)
            Assert.Null(refusal);
        else
            Assert.Contains(key, refusal, StringComparison.Ordinal);
    }
}
