using System.Diagnostics;
using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary>A run that is resumed: nothing of it is written before everything is accepted, and what changes is a list.</summary>
public sealed class ResumeTests(TrainedRun trained) : IClassFixture<TrainedRun>, IDisposable
{
    private const string Settings =
        "--set data.tactile.repetitions=8 --set data.tactile.letters=3 --set data.tactile.steps=20 --set network.layers.1.outputs=8";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>What a resume may not change is refused by its key, and no file of the run differs afterwards.</summary>
    [Theory]
    [InlineData("--epochs 3 --set network.layers.1.outputs=8", "network.layers[1].outputs: 17 -> 8")]
    [InlineData("--epochs 3 --seed 4", "seed: 0 -> 4")]
    [InlineData("--epochs 3 --set data.tactile.train_fraction=0.4", "data.tactile.train_fraction: 0.7 -> 0.4")]
    [InlineData("--epochs 3 --set data.seed=99", "data.seed: 0 -> 99")]
    [InlineData("--epochs 3 --set loss.kind=first_spike", "--allow loss.kind")]
    [InlineData("--epochs 3 --set network.layers.4.model=heracles", "network.layers[4].model")]
    [InlineData("--epochs 3 --set optimizer.name=sgd", "--fresh-optimizer")]
    [InlineData("--epochs 3 --d2d 0.05", "neuron_variability.sigma: 0.0 -> 0.05")]
    [InlineData("--epochs 3 --set network.layers.1.outputs=8 --allow network", "parameters/1/linear/weights")]
    [InlineData("", "The run is complete")]
    public void WhatIsRefusedLeavesTheRunAsItWas(string changes, string message)
    {
        CopyRun();
        Dictionary<string, string> before = Contents();
        BrunoProcess.Outcome outcome = Resume(changes);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.NotEqual(1, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors);
        Assert.Equal(before, Contents());
    }

    /// <summary>What is allowed by name is recorded, with every start of the run.</summary>
    [Fact]
    public void EveryStartIsKept()
    {
        CopyRun();
        Assert.Equal(0, Resume("--epochs 2 --set data.seed=99 --allow data.seed").ExitCode);
        BrunoProcess.Outcome second = Resume("--epochs 3 --set optimizer.name=sgd --fresh-optimizer");
        Assert.True(second.ExitCode == 0, second.Errors);

        using JsonDocument environment = JsonDocument.Parse(File.ReadAllText(folder["run", "environment.json"]));
        JsonElement[] starts = [.. environment.RootElement.GetProperty("starts").EnumerateArray()];
        Assert.Equal([0, 1, 2], starts.Select(start => start.GetProperty("epoch").GetInt32()));
        Assert.Equal(
            [0, 2, 2], starts.Select(start => start.GetProperty("changes").GetArrayLength()));
        Assert.Contains("data.seed: 0 -> 99", starts[1].GetProperty("changes").EnumerateArray().Select(change => change.GetString()));
        Assert.Contains("--fresh-optimizer", environment.RootElement.GetProperty("command_line").EnumerateArray().Select(word => word.GetString()));
    }

    /// <summary>An epoch that was interrupted ends with the learning rate that it began with, and its time is that of both parts.</summary>
    [Fact]
    public void AnInterruptedEpochKeepsItsLearningRate()
    {
        InterruptedEpoch.Make(
            folder["run"], ["train", "--device", "cpu", "--no-progress", "--epochs", "2", "--set", "training.batch_size=1", .. Settings.Replace("repetitions=8", "repetitions=2000").Split(' ')]);
        BrunoProcess.Outcome outcome = Resume("--set optimizer.learning_rate=0.001");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("which was interrupted, ends with the learning rate that it began with", outcome.Errors);

        string[] rates = [.. Rows().Where(row => row[1] == "train").Select(row => row[6])];
        Assert.NotEqual("0.001", rates[0]);
        Assert.Equal("0.001", rates[1]);
    }

    /// <summary>A run that another process writes into is left alone, and said whose it is.</summary>
    [Fact]
    public void ARunHasOneProcess()
    {
        using Process owner = BrunoProcess.Start(["train", "--device", "cpu", "--no-progress", "--no-check", "--epochs", "1000", "--output", folder["run"], .. Settings.Split(' ')]);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(folder["run", "checkpoints", "last.ckpt"]), TimeSpan.FromMinutes(2)));
        BrunoProcess.Outcome second = Resume("--epochs 2000");
        Assert.Equal(2, second.ExitCode);
        Assert.Contains($"process {owner.Id} on {Environment.MachineName}", second.Errors);

        // One that was killed has nothing any more.
        owner.Kill();
        owner.WaitForExit();
        Assert.True(File.Exists(folder["run", "run.lock"]));
        int epochs = InterruptedEpoch.Place(folder["run", "checkpoints", "last.ckpt"]).Epoch + 1;
        BrunoProcess.Outcome third = Resume($"--epochs {epochs} --set schedule.kind=constant");
        Assert.True(third.ExitCode == 0, third.Errors);
        Assert.False(File.Exists(folder["run", "run.lock"]));
        Assert.Equal(Enumerable.Range(1, epochs).SelectMany(epoch => Enumerable.Repeat($"{epoch}", 3)), Rows().Select(row => row[0]));
    }

    /// <summary>Where the last checkpoint is damaged, the one before it is used; and others where they are asked for.</summary>
    [Fact]
    public void ACheckpointIsChosenByDamageOrByName()
    {
        Train("run", "--epochs 4");
        string[] whole = Weights("last");
        Assert.Contains("The run is complete", Resume("").Errors);
        byte[] content = File.ReadAllBytes(folder["run", "checkpoints", "last.ckpt"]);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(folder["run", "checkpoints", "last.ckpt"], content);
        BrunoProcess.Outcome outcome = Resume("");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("last.ckpt", outcome.Errors);
        Assert.Contains("It goes on from the one before", outcome.Errors);
        Assert.Equal(whole, Weights("last"));
        Assert.Equal(12, Rows().Length);

        File.Copy(folder["run", "checkpoints", "previous.ckpt"], folder["kept.ckpt"]);
        outcome = Resume($"--checkpoint {folder["kept.ckpt"]}");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("the rows of epochs 4 to 4", outcome.Errors);
        Assert.Equal(whole, Weights("last"));
        Assert.Contains("kept.ckpt", File.ReadAllText(folder["run", "environment.json"]));
        Assert.Equal(3, Resume("--checkpoint nowhere.ckpt").ExitCode);
    }

    /// <summary>A run that was killed before its first checkpoint begins anew, by either way.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARunWithoutACheckpointBeginsAnew(bool isResumed)
    {
        CopyRun();
        string[] whole = Weights("last");
        foreach (string file in new[] { "checkpoints/last.ckpt", "checkpoints/best.ckpt", "checkpoints/previous.ckpt", "metrics.csv", "summary.json", "plots/learning-curve.png" })
            File.Delete(folder["run", file]);
        File.WriteAllText(folder["run", "checkpoints", "last.ckpt.2147483647-0123abcd.tmp"], "half of it");
        BrunoProcess.Outcome outcome = isResumed ? Resume("") : BrunoProcess.Run([.. TrainedRun.Arguments, "--output", folder["run"]]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Equal(whole, Weights("last"));
        Assert.Empty(Directory.GetFiles(folder["run"], "*.tmp", SearchOption.AllDirectories));
        using JsonDocument environment = JsonDocument.Parse(File.ReadAllText(folder["run", "environment.json"]));
        Assert.Equal(2, environment.RootElement.GetProperty("starts").GetArrayLength());
    }

    /// <summary>Data that are others under the same name are refused, unless they are asked for.</summary>
    [Fact]
    public void DataThatChangedAreRefused()
    {
        string file = folder["gait.csv"];
        File.WriteAllText(file, OwnDataRun.Table(1, 30));
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "quickstart", "--data", file, "--device", "cpu", "--no-progress", "--epochs", "1", "--output", folder["run"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Dictionary<string, string> before = Contents();
        File.WriteAllText(file, OwnDataRun.Table(2, 30));
        outcome = Resume("--epochs 2");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("The data are not those that the run was trained on", outcome.Errors);
        Assert.Equal(before, Contents());
        outcome = Resume("--epochs 2 --allow data");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("The data are not those that the run was trained on", outcome.Errors);
    }

    [Fact]
    public void AStretchedCosineIsSaid()
    {
        Train("run", "--epochs 2 --set schedule.kind=cosine");
        BrunoProcess.Outcome outcome = Resume("--epochs 4");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("the cosine is stretched over 4 epochs instead of 2", outcome.Errors);
    }

    [Fact]
    public void AMissingMetricsFileIsSaidAndTheRunGoesOn()
    {
        CopyRun();
        File.Delete(folder["run", "metrics.csv"]);
        BrunoProcess.Outcome outcome = Resume("--epochs 2");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("metrics.csv is missing", outcome.Errors);
        Assert.Equal(["2", "2", "2"], Rows().Select(row => row[0]));
    }

    /// <summary>An option that can have no effect is refused, before a folder is made.</summary>
    [Theory]
    [InlineData("tactile-lif --neuron-d2d 0.1", "neuron_variability")]
    [InlineData("tactile-lif --substeps 100", "--substeps is about layers of devices")]
    [InlineData("tactile-lif --card felif", "of felif neurons")]
    [InlineData("quickstart --card rram-cmo-hfox --card rram-neurram", "Only one card of a kind")]
    [InlineData("quickstart --allow data.seed", "--resume")]
    [InlineData("quickstart --memory-limit 1kB", "memory")]
    [InlineData("jsb-felif --set data.folder=/nowhere", "/nowhere")]
    public void WhatCannotStartLeavesNothing(string arguments, string message)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(["train", "--device", "cpu", "--no-progress", "--output", folder["new"], .. arguments.Split(' ')]);
        Assert.InRange(outcome.ExitCode, 2, 5);
        Assert.Contains(message, outcome.Errors);
        Assert.False(Directory.Exists(folder["new"]));
    }

    /// <summary>A run of one epoch.</summary>
    private void CopyRun()
    {
        foreach (string file in Directory.EnumerateFiles(trained.Path, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder["run"], Path.GetRelativePath(trained.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private void Train(string name, string arguments)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(["train", "--device", "cpu", "--no-progress", "--output", folder[name], .. arguments.Split(' '), .. Settings.Split(' ')]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
    }

    private BrunoProcess.Outcome Resume(string arguments) =>
        BrunoProcess.Run(["train", "--resume", folder["run"], "--no-progress", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

    private Dictionary<string, string> Contents() => Directory.GetFiles(folder["run"], "*", SearchOption.AllDirectories)
        .ToDictionary(path => path, path => Convert.ToHexString(File.ReadAllBytes(path)));

    private string[] Weights(string checkpoint)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("export", "weights", folder["run"], "--checkpoint", checkpoint, "--output", folder["weights.csv"], "--force");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return File.ReadAllLines(folder["weights.csv"]);
    }

    private string[][] Rows() => [.. File.ReadAllLines(folder["run", "metrics.csv"]).Skip(1).Select(line => line.Split(','))];
}
