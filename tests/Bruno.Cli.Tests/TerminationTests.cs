using System.Diagnostics;

namespace Bruno.Cli.Tests;

/// <summary>A signal ends whatever the program does within a few seconds, with 130; and planning ends by itself.</summary>
public sealed class TerminationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A launch of a million micro-steps a step takes minutes, and so does making a hundred million samples' worth of data.</summary>
    [Theory]
    [InlineData("train", "quickstart", "--substeps", "1000000", "--device", "cpu", "--no-progress", "--no-check")]
    [InlineData("train", "tactile-felif", "--set", "data.tactile.repetitions=1000000", "--device", "cpu", "--no-progress", "--no-check")]
    [InlineData("simulate", "--integrator", "euler", "--substeps", "1000000", "--duration", "10", "--device", "cpu")]
    public void ASignalEndsIt(params string[] arguments)
    {
        (int code, double seconds) = BrunoProcess.RunAndTerminate(TimeSpan.FromSeconds(6), [.. arguments, "--output", folder["out"]]);
        Assert.Equal(130, code);
        Assert.InRange(seconds, 0, 6);
    }

    /// <summary>What a plan counts it does not make.</summary>
    [Theory]
    [InlineData("network.layers.1.outputs=40000000")]
    [InlineData("network.layers.1.outputs=2147483647")]
    [InlineData("data.tactile.repetitions=1000000")]
    public void ADryRunOfHugeThingsSaysThatTheyDoNotFit(string setting)
    {
        Stopwatch watch = Stopwatch.StartNew();
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "tactile-felif", "--dry-run", "--device", "cpu", "--set", setting);
        Assert.True(outcome.ExitCode == 5, outcome.Output + outcome.Errors);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    [Fact]
    public void ADryRunTellsHowLongTheRunWillTake()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "quickstart", "--dry-run", "--device", "cpu");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Matches(@"about [\d.]+ (s|min|h) an epoch and [\d.]+ (s|min|h) in all: estimated from a training step of 8 outer steps", outcome.Output);
    }

    [Fact]
    public void MicroStepsWithoutEndAreRefused()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "--substeps", "2000000000", "--output", folder["out"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("must be 1 to 1000000", outcome.Errors);
        Assert.False(Directory.Exists(folder["out"]));
    }
}
