using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Sweeps;

public sealed class TrialWorkerTests : IDisposable
{
    private const string TwoByTwo = "seeds = \"0,1\"\n[axes]\nsynapses.quantisation.bits = [3, \"none\"]";

    private readonly SmallSweep sweep = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => sweep.Dispose();

    /// <summary>Devices, kernels and data are shared with trials before; the run is that of a process that trains nothing else.</summary>
    [Fact]
    public void ATrialIsTheRunOfItsSettings()
    {
        Assert.All(sweep.Run(TwoByTwo), trial => Assert.Equal(TrialState.Finished, trial.State));
        TrialFolder trial = sweep.Trial("bits=none,seed=1");
        TrainingRun.Start(trial.ReadSettings(), sweep["alone"], [], null, Cancellation);
        RunFolder alone = RunFolder.Open(sweep["alone"]);
        Assert.Equal(SmallSweep.ResultOf(alone).Rows, SmallSweep.ResultOf(trial.Run).Rows);
        Assert.Equal(SmallSweep.ResultOf(alone).Best, SmallSweep.ResultOf(trial.Run).Best);
        Assert.Equal(File.ReadAllText(alone.Configuration), File.ReadAllText(trial.Run.Configuration));
        Assert.Equal(Names(alone.Path), Names(trial.Run.Path));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(sweep.Path, "trials")), file => file.Contains(".claim", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIsFinishedIsNotTouchedAndWhatIsMissingIsTrained()
    {
        sweep.Run(TwoByTwo);
        string kept = sweep.Trial("bits=3,seed=0").Run.Summary;
        (DateTime time, string deleted) = (File.GetLastWriteTimeUtc(kept), sweep.Trial("bits=3,seed=1").Run.Path);
        string rows = File.ReadAllText(sweep.Trial("bits=none,seed=0").Run.Metrics);
        Directory.Delete(deleted, recursive: true);
        Assert.Equal(TrialState.NotStarted, sweep.Trial("bits=3,seed=1").Read(false, []).State);
        Assert.All(sweep.Run(TwoByTwo), trial => Assert.Equal(TrialState.Finished, trial.State));
        Assert.Equal(["bits=3,seed=1"], sweep.Events.Select(happened => happened.Trial).Distinct());
        Assert.Equal((time, rows), (File.GetLastWriteTimeUtc(kept), File.ReadAllText(sweep.Trial("bits=none,seed=0").Run.Metrics)));
    }

    /// <summary>Whatever of a trial is damaged, it is noticed, kept aside, and the trial comes to the same anew.</summary>
    [Theory]
    [InlineData("summary.json", "{ \"status\": ")]
    [InlineData("metrics.csv", "epoch,split\n1,train\n")]
    [InlineData("config.resolved.toml", "seed = [")]
    [InlineData("config.resolved.toml", null)]
    [InlineData("checkpoints/best.ckpt", null)]
    public void ADamagedTrialStartsAnew(string file, string? content)
    {
        string text = "seeds = \"4\"";
        TrialFolder trial = Assert.Single(sweep.Run(text)) is { State: TrialState.Finished } ? sweep.Trial("seed=4") : throw new InvalidOperationException();
        string before = SmallSweep.ResultOf(trial.Run).Best, path = Path.Combine(trial.Run.Path, file);
        if (content is null)
            File.Delete(path);
        else
            File.WriteAllText(path, content);
        Assert.Equal(TrialState.Damaged, trial.Read(false, []).State);
        Assert.Equal(TrialState.Finished, Assert.Single(sweep.Run(text)).State);
        Assert.Equal(before, SmallSweep.ResultOf(trial.Run).Best);
        Assert.True(Directory.Exists(trial.Run.Path + ".damaged-1"));
        Assert.Contains(sweep.Events, happened => happened.Kind == TrialEventKind.Note && happened.Message!.Contains("damaged-1", StringComparison.Ordinal));
    }

    /// <summary>A checkpoint that cannot be read, of a trial that is not finished, and none before it.</summary>
    [Fact]
    public void ADamagedCheckpointIsNotTrainedOn()
    {
        TrialFolder trial = Interrupted();
        byte[] bytes = File.ReadAllBytes(trial.Run.LastCheckpoint);
        File.WriteAllBytes(trial.Run.LastCheckpoint, bytes[..(bytes.Length / 2)]);
        File.Delete(trial.Run.PreviousCheckpoint);
        Assert.Equal(TrialState.Damaged, trial.Read(isClaimed: true, []).State);
        Assert.Equal(TrialState.Finished, Assert.Single(sweep.Run("seeds = \"4\"")).State);
    }

    /// <summary>Killed between its folders and its first checkpoint, a trial has lost nothing.</summary>
    [Fact]
    public void ATrialThatHadJustBegunBeginsAgain()
    {
        SweepFolder folder = SweepFolder.Write(sweep.Path, SweepPlan.Of(SmallSweep.Read("seeds = \"4\"")));
        RunFolder run = RunFolder.Create(folder.Trials[0].Run.Path);
        File.WriteAllText(run.Configuration, ConfigurationWriter.Write(folder.Trials[0].ReadSettings()));
        Assert.Equal(TrialState.NotStarted, folder.Trials[0].Read(false, []).State);
        Assert.Equal(TrialState.Finished, Assert.Single(sweep.Run("seeds = \"4\"")).State);
        Assert.False(Directory.Exists(run.Path + ".damaged-1"));
    }

    /// <summary>Killed after its last epoch, before it wrote what came of it.</summary>
    [Fact]
    public void ATrialWithoutItsSummaryIsSummarised()
    {
        sweep.Run("seeds = \"4\"");
        TrialFolder trial = sweep.Trial("seed=4");
        string before = SmallSweep.ResultOf(trial.Run).Best;
        File.Delete(trial.Run.Summary);
        Assert.Equal(TrialState.Stopped, trial.Read(false, []).State);
        Assert.Equal(TrialState.Finished, Assert.Single(sweep.Run("seeds = \"4\"")).State);
        Assert.Equal(before, SmallSweep.ResultOf(trial.Run).Best);
    }

    /// <summary>One trial diverges and one fits no memory; the others are trained, and the failed ones stay so until told otherwise.</summary>
    [Fact]
    public void FailuresAreRecordedAndNotTheEnd()
    {
        const string Text = "[axes]\noptimizer.learning_rate = [0.03, 1e9]\nmemory.limit = [\"1GB\", \"1kB\"]";
        IReadOnlyList<TrialStatus> trials = sweep.Run(Text);
        Assert.Equal(
            [TrialState.Finished, TrialState.Failed, TrialState.Failed], trials.Where((_, i) => i != 2).Select(trial => trial.State));
        TrialStatus failed = trials[1];
        Assert.Equal(ExitCode.OutOfMemory, failed.Failure!.ExitCode);
        Assert.Contains("memory", failed.Message);
        sweep.Run(Text);
        Assert.Empty(sweep.Events);

        Assert.InRange(SweepRun.ForgetFailures(SweepFolder.Open(sweep.Path)), 2, 3);
        sweep.Run(Text);
        Assert.Contains(sweep.Events, happened => happened.Kind == TrialEventKind.Failed && happened.Trial == failed.Trial.Name);
    }

    /// <summary>A trial that another has is left to it, and a queue of nothing else ends.</summary>
    [Fact]
    public void TrialsOfOthersAreLeftToThem()
    {
        SweepFolder folder = SweepFolder.Write(sweep.Path, SweepPlan.Of(SmallSweep.Read("seeds = \"0,1\"")));
        using (FolderClaim claim = folder.Trials[0].TryClaim()!)
        {
            IReadOnlyList<TrialStatus> trials = sweep.Run(folder);
            Assert.Equal([TrialState.Running, TrialState.Finished], trials.Select(trial => trial.State));
            Assert.Equal(ProcessIdentity.Current, trials[0].Owner);
        }

        Assert.Equal(TrialState.NotStarted, folder.Read()[0].State);
    }

    /// <summary>Longer training goes on with what there is, as resuming the run by hand does.</summary>
    [Fact]
    public void MoreEpochsAndSeedsRunOnlyWhatIsNew()
    {
        sweep.Run("seeds = \"0,1\"");
        RunFolder first = sweep.Trial("seed=0").Run;
        CopyFolder(first.Path, sweep["copy"]);
        IReadOnlyList<TrialStatus> trials = sweep.Run("seeds = \"0..2\"\n[settings]\ntraining.epochs = 4");
        Assert.All(trials, trial => Assert.Equal((TrialState.Finished, 4), (trial.State, trial.EpochsDone)));
        RunSettings longer = new([ConfigurationSource.FromText("test", "training.epochs = 4")], []);
        TrainingRun.Resume(sweep["copy"], TrainingRun.ConfigurationOf(sweep["copy"], longer), new(), [], null, Cancellation);
        Assert.Equal(SmallSweep.ResultOf(RunFolder.Open(sweep["copy"])).Rows, SmallSweep.ResultOf(first).Rows);
        Assert.Equal([0, 2], Starts(first));
    }

    [Theory]
    [InlineData("seeds = \"0\"", "1 of its trials would not belong to it any more: seed=1.")]
    [InlineData("seeds = \"0,1\"\n[settings]\ntraining.epochs = 1", "training.epochs: 2 -> 1")]
    [InlineData("seeds = \"0,1\"\n[settings]\noptimizer.learning_rate = 0.5", "optimizer.learning_rate: 0.03 -> 0.5: seed=0; seed=1")]
    [InlineData("seeds = \"0,1\"\n[axes]\nsynapses.quantisation.bits = [3]", "axes.synapses.quantisation.bits: none -> [3]")]
    public void AnotherSweepIsRefused(string other, string message)
    {
        sweep.Run("seeds = \"0,1\"");
        string[] before = Contents();
        BrunoException fault = Assert.Throws<BrunoException>(() => sweep.Run(other));
        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Contains(message, fault.Message);
        Assert.Equal(before, Contents());
    }

    /// <summary>As long as nothing was trained, nothing is lost.</summary>
    [Fact]
    public void ASweepThatHasNotBegunMayBecomeAnother()
    {
        SweepFolder.Write(sweep.Path, SweepPlan.Of(SmallSweep.Read("seeds = \"0,1\"")));
        List<string> notes = [];
        SweepFolder.Write(sweep.Path, SweepPlan.Of(SmallSweep.Read("seeds = \"5\"")), notes.Add);
        Assert.Contains("seeds: \"0,1\" -> \"5\"", Assert.Single(notes));
        Assert.Equal(["seed=5.toml"], Directory.EnumerateFiles(Path.Combine(sweep.Path, "trials")).Select(Path.GetFileName));
    }

    /// <summary>Killed while its settings were written, before sweep.toml said that it is a sweep.</summary>
    [Fact]
    public void ASweepThatWasNotWrittenWholeIsWritten()
    {
        SweepFolder.Write(sweep.Path, SweepPlan.Of(SmallSweep.Read("seeds = \"0,1\"")));
        File.Delete(Path.Combine(sweep.Path, "sweep.toml"));
        File.Delete(Path.Combine(sweep.Path, "trials", "seed=1.toml"));
        Assert.All(sweep.Run("seeds = \"0,1\""), trial => Assert.Equal(TrialState.Finished, trial.State));
    }

    [Fact]
    public void SomethingElseIsNoSweep()
    {
        Directory.CreateDirectory(sweep.Path);
        File.WriteAllText(Path.Combine(sweep.Path, "thesis.tex"), "");
        Assert.Equal(ExitCode.Usage, Assert.Throws<BrunoException>(() => sweep.Run("seeds = \"0\"")).ExitCode);
        Assert.Equal(ExitCode.Data, Assert.Throws<BrunoException>(() => SweepFolder.Open(sweep.Path)).ExitCode);
    }

    /// <summary>Nine trials with rungs at 1 and 3 of 4 epochs: three go on, one to the end, and it has the bits of a run that never rested.</summary>
    [Fact]
    public void HalvingTrainsTheBestToTheEnd()
    {
        const string Text = "rungs = [1, 3]\nseeds = \"0..8\"\n[settings]\ntraining.epochs = 4";
        IReadOnlyList<TrialStatus> trials = sweep.Run(Text);
        TrialStatus[] finished = [.. trials.Where(trial => trial.State == TrialState.Finished)];
        Assert.NotEmpty(finished);
        Assert.All(trials.Except(finished), trial => Assert.Equal(TrialState.Paused, trial.State));
        // Asynchronous: those that went on were among the best third when they did.
        Assert.InRange(trials.Count(trial => trial.EpochsDone >= 3), 3, 6);
        TrainingRun.Start(sweep.Trial(finished[0].Trial.Name).ReadSettings(), sweep["alone"], [], null, Cancellation);
        Assert.Equal(SmallSweep.ResultOf(RunFolder.Open(sweep["alone"])).Rows, SmallSweep.ResultOf(sweep.Trial(finished[0].Trial.Name).Run).Rows);
        sweep.Run(Text);
        Assert.Empty(sweep.Events);
    }

    /// <summary>
    /// From taking a trial to its first epoch, training included, in a process that has trained another. The quickest of eight: the machine may be busy.
    /// </summary>
    [Fact]
    public void AWarmProcessStartsATrialAtOnce()
    {
        SweepFolder folder = SweepFolder.Write(sweep.Path, SweepPlan.Of(SmallSweep.Read("seeds = \"0..8\"")));
        List<double> seconds = [];
        bool isFirst = true;
        new TrialWorker(folder, _ => null, ["bruno", "sweep"], happened =>
        {
            if (happened.Kind == TrialEventKind.Started)
                isFirst = true;
            if (happened.Kind == TrialEventKind.Progress && isFirst)
            {
                isFirst = false;
                seconds.Add(happened.Seconds);
            }
        }).Run(Cancellation);
        TestContext.Current.TestOutputHelper?.WriteLine($"first {seconds[0]:F3} s, then {string.Join(' ', seconds.Skip(1).Select(value => value.ToString("F3", System.Globalization.CultureInfo.InvariantCulture)))} s");
        Assert.InRange(seconds.Skip(1).Min(), 0, 0.2);
    }

    private TrialFolder Interrupted()
    {
        using CancellationTokenSource source = new();
        SweepFolder folder = SweepFolder.Write(sweep.Path, SweepPlan.Of(SmallSweep.Read("seeds = \"4\"")));
        new TrialWorker(folder, _ => null, ["bruno", "sweep"], happened => { if (happened.Progress is { Epoch: 1, Split: "test" }) source.Cancel(); }).Run(source.Token);
        Assert.Equal(TrialState.Stopped, folder.Read()[0].State);
        return folder.Trials[0];
    }

    private string[] Contents() => [.. Directory.EnumerateFiles(sweep.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}")];

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal);

    private static IEnumerable<int> Starts(RunFolder run)
    {
        using System.Text.Json.JsonDocument environment = System.Text.Json.JsonDocument.Parse(File.ReadAllText(run.Environment));
        return [.. environment.RootElement.GetProperty("starts").EnumerateArray().Select(start => start.GetProperty("epoch").GetInt32())];
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
