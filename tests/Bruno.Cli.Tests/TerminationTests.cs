using System.Diagnostics;

namespace Bruno.Cli.Tests;

/// <summary>A signal ends whatever the program does within a few seconds, with 130; and planning ends by itself.</summary>
public sealed class TerminationTests : IDisposable
{
    /// <summary>How long a loaded machine may take for what takes two seconds on one that is not.</summary>
    private const double Patience = 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Making a hundred million samples' worth of data takes minutes, and so do a million micro-steps a step.</summary>
    [Theory]
    [InlineData("train", "tactile-felif", "--set", "data.tactile.repetitions=1000000", "--device", "cpu", "--no-progress", "--no-check")]
    [InlineData("simulate", "--integrator", "euler", "--substeps", "1000000", "--duration", "10", "--device", "cpu")]
    public void ASignalEndsIt(params string[] arguments)
    {
        (int code, double seconds) = BrunoProcess.RunAndSignal("TERM", () => true, TimeSpan.FromSeconds(3), [.. arguments, "--output", folder["out"]]);
        Assert.Equal(130, code);
        Assert.InRange(seconds, 0, Patience);
    }

    /// <summary>Whichever signal comes, within a step that takes minutes too, the state before it is saved, and the run can go on.</summary>
    [Theory]
    [InlineData("INT", 100)]
    [InlineData("HUP", 100)]
    [InlineData("TERM", 1000000)]
    public void ASignalSavesWhatIsDone(string signal, int substeps)
    {
        string[] arguments = ["train", "quickstart", "--substeps", $"{substeps}", "--epochs", "1000", "--device", "cpu", "--no-progress", "--no-check", "--output", folder["run"]];
        (int code, double seconds) = BrunoProcess.RunAndSignal(signal, HasBegun, TimeSpan.FromSeconds(1), arguments);
        Assert.Equal(130, code);
        Assert.InRange(seconds, 0, Patience);
        Assert.Contains("\"status\": \"cancelled\"", File.ReadAllText(folder["run", "summary.json"]));
        Assert.False(File.Exists(folder["run", "run.lock"]));
        Assert.True(File.Exists(folder["run", "checkpoints", "previous.ckpt"]));
    }

    /// <summary>The second signal ends the program at once, whatever it does, and says nothing of its insides.</summary>
    [Fact]
    public Task ASecondSignalEndsItAtOnce() => BrunoProcess.SignalTwice(() =>
    {
        if (Directory.Exists(folder["run"]))
            Directory.Delete(folder["run"], recursive: true);
        Process process = BrunoProcess.Start("train", "quickstart", "--substeps", "1000000", "--device", "cpu", "--no-progress", "--no-check", "--output", folder["run"]);
        Assert.True(SpinWait.SpinUntil(HasBegun, TimeSpan.FromMinutes(2)));
        return Task.FromResult(process);
    });

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

    /// <summary>The first checkpoint is written when training begins.</summary>
    private bool HasBegun() => File.Exists(folder["run", "metrics.csv"]);
}
