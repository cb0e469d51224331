using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary><c>bruno check</c> without a subcommand.</summary>
public sealed class CheckDeviceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheCpuPasses_ALineAFamily_AndAReport()
    {
        string report = folder["report.json"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run("check", "--device", "cpu", "--short", "--report", report);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Contains("pass  forward, adaptive", outcome.Output);
        Assert.Contains("families passed on cpu", outcome.Output);
        Assert.Contains("gradient, bruno", outcome.Errors);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(report));
        Assert.True(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal("cpu", json.RootElement.GetProperty("device").GetProperty("name").GetString());
        Assert.False(string.IsNullOrEmpty(json.RootElement.GetProperty("ilgpu_version").GetString()));
        Assert.DoesNotContain(folder[""], File.ReadAllText(report));
    }

    [Fact]
    public void JsonIsTheReport()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("check", "--device", "cpu", "--only", "optimizer", "--precision", "double", "--json", "--no-progress");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Empty(outcome.Errors);
        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        JsonElement[] families = [.. json.RootElement.GetProperty("families").EnumerateArray()];
        Assert.Equal(3, families.Length);
        Assert.All(families, family => Assert.Equal("double", family.GetProperty("precision").GetString()));
    }

    [Fact]
    public void WhatIsAskedForWrongly()
    {
        BrunoProcess.Outcome unknown = BrunoProcess.Run("check", "--device", "cpu", "--only", "nothing like it");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("gradient, bruno", unknown.Errors);
        Assert.Equal(4, BrunoProcess.Run("check", "--device", "cuda:99").ExitCode);
    }
}
