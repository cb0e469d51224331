using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Bruno.Cli.Tests;

/// <summary>A real Slurm: job arrays train a sweep and judge chips, tasks are killed on the way, and what comes of it is what one process makes.</summary>
public sealed class SlurmTests(SlurmCluster cluster, TrainedRun run) : IClassFixture<SlurmCluster>, IClassFixture<TrainedRun>, IDisposable
{
    private static readonly string[] Sweep =
    [
        "sweep", "--set", "network.layers.1.outputs=16,24", "--seeds", "0,1", "--epochs", "30", "--set", "data.tactile.letters=4", "--set", "data.tactile.repetitions=24",
        "--device", "cpu",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ASweepIsTrainedThoughTwoTasksAreKilled()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        string output = folder["a sweep"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. Sweep, "--output", output, "--slurm", "--tasks", "5", "--at-once", "2", "--cores", "1", "--json"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string job = (string)JsonNode.Parse(outcome.Output)!["job"]!;

        // One process dies at once, one task is cancelled, which has its process save and end.
        JsonArray trials = Await(output, status => status["trials"]!.AsArray().Count(trial => (string?)trial!["state"] == "running" && (int)trial["epochs_done"]! > 0) == 2)["trials"]!.AsArray();
        JsonNode[] owners = [.. trials.Select(trial => trial!["owner"]).OfType<JsonNode>()];
        Assert.All(owners, owner => Assert.StartsWith($"{job}_", (string?)owner["job"]!["name"]));
        using (Process process = Process.GetProcessById((int)owners[0]["process_id"]!))
            process.Kill();
        SlurmCluster.Ask("scancel", (string)owners[1]["job"]!["name"]!);

        JsonNode end = Await(output, status => status["slurm"]!.AsArray().All(task => (string?)task!["state"] is "COMPLETED" or "CANCELLED" or "FAILED"));
        Assert.All(end["trials"]!.AsArray(), trial => Assert.Equal("finished", (string?)trial!["state"]));
        string[] states = [.. end["slurm"]!.AsArray().Select(task => (string)task!["state"]!)];
        Assert.Equal(2, states.Count(state => state is "CANCELLED" or "FAILED"));

        Assert.Equal(0, BrunoProcess.Run([.. Sweep, "--output", folder["here"], "--processes", "1", "--no-progress"]).ExitCode);
        Assert.Equal(Table(folder["here"]), Table(output));
    }

    [Fact]
    public void ChipsAreCutIntoPiecesAndPutTogether()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        string[] chips = ["evaluate", run.Path, "--chips", "7", "--d2d", "0.05", "--device", "cpu"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. chips, "--output", folder["many"], "--pieces", "3", "--slurm", "--tasks=2", "--cores", "1"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Await(() => File.Exists(folder["many", "chips.png"]));
        Assert.Equal(0, BrunoProcess.Run([.. chips, "--output", folder["one"], "--no-progress"]).ExitCode);
        Assert.Equal(File.ReadAllText(folder["one", "chips.csv"]), File.ReadAllText(folder["many", "chips.csv"]));
        Assert.Equal(File.ReadAllText(folder["one", "chips.config.toml"]), File.ReadAllText(folder["many", "chips.config.toml"]));
    }

    /// <summary>Without Slurm: the same pieces by two calls of a command, one of which has some of them already, and another question is refused.</summary>
    [Fact]
    public void PiecesGoOnWhereTheyWere()
    {
        string[] chips = ["evaluate", run.Path, "--chips", "5", "--d2d", "0.05", "--device", "cpu", "--no-progress", "--output", folder["chips"], "--pieces"];
        Assert.Equal(0, BrunoProcess.Run([.. chips, "2"]).ExitCode);
        string whole = File.ReadAllText(folder["chips", "chips.csv"]);
        File.Delete(folder["chips", "pieces", "0001.json"]);
        File.Delete(folder["chips", "chips.csv"]);
        Assert.Equal(0, BrunoProcess.Run([.. chips, "2"]).ExitCode);
        Assert.Equal(whole, File.ReadAllText(folder["chips", "chips.csv"]));

        BrunoProcess.Outcome other = BrunoProcess.Run([.. chips, "3"]);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("holds pieces of another evaluation", other.Errors);
    }

    [Fact]
    public void ADryRunPrintsTheScriptAndWritesNothing()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            [.. Sweep, "--output", folder["dry run"], "--slurm", "--dry-run", "--partition", "gpu", "--gpus", "a100:1", "--time", "4:00:00", "--account", "brains", "--constraint", "ib", "--container", "bruno.sif", "--sbatch", "exclusive", "--job-memory", "16G"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string[] expected =
        [
            "#SBATCH --array=0-3", "#SBATCH --partition=gpu", "#SBATCH --gres=gpu:a100:1", "#SBATCH --time=4:00:00", "#SBATCH --account=brains", "#SBATCH --constraint=ib",
            "#SBATCH --mem=16G", "#SBATCH --exclusive", "apptainer exec --nv --bind", "bruno.sif bruno sweep run-trials",
        ];
        Assert.All(expected, line => Assert.Contains(line, outcome.Output));
        Assert.Contains($"'{folder["dry run"]}'", outcome.Output);
        Assert.False(Directory.Exists(folder["dry run"]));
    }

    [Theory]
    [InlineData("--tasks", "2", "--tasks goes with --slurm")]
    [InlineData("--slurm", "--tasks=0", "--tasks must be at least 1")]
    public void WhatMakesNoSenseIsRefused(string first, string second, string message)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. Sweep, "--output", folder["no"], first, second]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors);
        Assert.False(Directory.Exists(folder["no"]));
    }

    private static string Table(string sweep) => BrunoProcess.Run("sweep", "table", sweep, "--format", "csv").Output;

    private static JsonNode Await(string sweep, Func<JsonNode, bool> condition)
    {
        JsonNode status = new JsonObject();
        Await(() => condition(status = JsonNode.Parse(BrunoProcess.Run("sweep", "status", sweep, "--json").Output)!));
        return status;
    }

    private static void Await(Func<bool> condition)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(5), "It takes too long.");
            Thread.Sleep(100);
        }
    }
}
