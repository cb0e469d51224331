using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary>Sweeps as a user gives them, killed and continued.</summary>
public sealed class SweepTests : IDisposable
{
    private static readonly string[] Small =
    [
        "--device", "cpu", "--epochs", "2", "--set", "data.tactile.letters=3", "--set", "data.tactile.repetitions=8", "--set", "data.tactile.steps=20",
        "--set", "network.layers.1.outputs=8", "--set", "network.layers.4.substeps=20",
    ];

    private static readonly string[] Grid =
    [
        "--set", "synapses.quantisation.bits=3,none", "--variant", "Größe 4: network.layers.1.outputs=4", "--variant", "LIF: network.layers.4.kind=lif", "--seeds", "0,1",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// Killed whole, one of its processes killed, and no room left to write: what it comes to is what it comes to undisturbed, to the last bit,
    /// with two processes or one.
    /// </summary>
    [Fact]
    public void KilledThreeTimesItComesToTheSame()
    {
        Assert.Equal(0, Sweep("calm", "--processes", "2").ExitCode);

        BrunoProcess.RunUntil(() => Finished("killed") >= 1, Command("killed", "--processes", "2"));
        Assert.InRange(Finished("killed"), 1, 7);

        // What is left of those that were killed may stay in the system's list of processes.
        HashSet<int> killed = [], dead = [.. Owners()];
        BrunoProcess.Outcome continued = BrunoProcess.RunWhile(() => killed.Count > 0 || KillWorker(killed, dead), Command("killed", "--processes", "2"));
        Assert.True(continued.ExitCode == 0, continued.Errors);
        Assert.NotEmpty(killed);
        Assert.Contains("ended with signal 9", continued.Errors);

        // A folder of a trial is lost, and then the disk is full.
        Directory.Delete(folder["killed", "trials", "LIF,bits=3,seed=1"], recursive: true);
        BrunoProcess.Outcome full = BrunoProcess.RunWithFilesUpTo(12, Command("killed", "--processes", "1"));
        Assert.True(full.ExitCode == 8, full.Errors);
        Assert.Contains("Cannot write", full.Errors);
        Assert.Contains("goes on", full.Errors);
        Assert.Equal(7, Finished("killed"));
        Assert.Equal(0, Sweep("killed", "--processes", "1").ExitCode);

        Assert.Equal(Table("calm"), Table("killed"));
        Assert.Equal(Trials("calm"), Trials("killed"));
        Assert.Equal(8, Trials("calm").Length);
        Assert.Contains("8 trials: 8 finished", BrunoProcess.Run("watch", folder["killed"]).Output);
    }

    /// <summary>Names with spaces and umlauts are folders that need no quotes, and titles as they were given.</summary>
    [Fact]
    public void NamesAreFoldersAndTitles()
    {
        BrunoProcess.Outcome outcome = Sweep("names", "--processes", "1", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.True(Directory.Exists(folder["names", "trials", "Grosse-4,bits=3,seed=0"]));
        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        Assert.Equal("completed", json.RootElement.GetProperty("status").GetString());
        Assert.Equal("Größe 4", json.RootElement.GetProperty("trials")[0].GetProperty("labels").GetProperty("variant").GetString());

        BrunoProcess.Outcome table = BrunoProcess.Run("sweep", "table", folder["names"], "--rows", "variant", "--columns", "bits", "--format", "latex");
        Assert.Matches(@"variant & bits = 3 & bits = none \\\\\n\\midrule\nGröße 4 & [\d.]+ \$\\pm\$ [\d.]+ & ", table.Output);

        Assert.Equal(0, BrunoProcess.Run("report", folder["names"], "--output", folder["names.html"], "--runs-in-detail", "0", "--no-progress").ExitCode);
        string page = File.ReadAllText(folder["names.html"]);
        Assert.Contains("Größe 4, bits=3", page, StringComparison.Ordinal);
        Assert.Contains("LIF, bits=none", page, StringComparison.Ordinal);
        BrunoProcess.Outcome best = BrunoProcess.Run("sweep", "best", folder["names"], "--json");
        using JsonDocument ranking = JsonDocument.Parse(best.Output);
        double[] losses = [.. ranking.RootElement.GetProperty("ranking").EnumerateArray().Select(row => row.GetProperty("figures").GetProperty("validation").GetProperty("loss").GetProperty("mean").GetDouble())];
        Assert.Equal(losses.Order(), losses);
        Assert.Equal(4, losses.Length);
        BrunoProcess.Outcome evaluated = BrunoProcess.Run("evaluate", ranking.RootElement.GetProperty("run").GetString()!, "--device", "cpu", "--no-progress");
        Assert.True(evaluated.ExitCode == 0, evaluated.Errors);
    }

    /// <summary>A trial that fails is told of at the end, with its exit code; the others are trained.</summary>
    [Fact]
    public void AFailureIsNotTheEnd()
    {
        string[] command = ["sweep", .. Small, "--set", "optimizer.learning_rate=0.03", "--set", "memory.limit=1GB,1kB", "--output", folder["failing"], "--no-progress", "--processes"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. command, "2"]);
        Assert.True(outcome.ExitCode == 5, outcome.Errors);
        Assert.Contains("2 trials: 1 failed, 1 finished", outcome.Output);
        Assert.Contains("failed: limit=1kB,seed=0: ", outcome.Output);
        Assert.Contains("--retry failed", outcome.Output);
        BrunoProcess.Outcome status = BrunoProcess.Run("sweep", "status", folder["failing"], "--json");
        using JsonDocument json = JsonDocument.Parse(status.Output);
        Assert.Equal([("finished", null), ("failed", (int?)5)], json.RootElement.GetProperty("trials").EnumerateArray().Select(
            trial => (trial.GetProperty("state").GetString()!, trial.GetProperty("exit_code").ValueKind == JsonValueKind.Null ? null : (int?)trial.GetProperty("exit_code").GetInt32())));
        BrunoProcess.Outcome again = BrunoProcess.Run([.. command, "1", "--retry", "failed"]);
        Assert.Equal(5, again.ExitCode);
        Assert.Contains("1 trial that failed is tried again", again.Errors);
    }

    /// <summary>Two processes on one folder share its trials, and each is trained once.</summary>
    [Fact]
    public async Task TwoProcessesShareTheTrials()
    {
        BrunoProcess.Outcome[] both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Sweep("shared", "--processes", "1"), TestContext.Current.CancellationToken)));
        Assert.All(both, one => Assert.True(one.ExitCode == 0, one.Errors));
        Assert.Equal(8, Finished("shared"));
        foreach (string environment in Directory.EnumerateFiles(folder["shared"], "environment.json", SearchOption.AllDirectories))
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(environment));
            Assert.Equal(1, json.RootElement.GetProperty("starts").GetArrayLength());
        }
    }

    /// <summary>A signal ends all of its processes, their states saved, and nobody has a claim any more.</summary>
    [Fact]
    public void ASignalEndsAllOfIt()
    {
        string[] command = ["sweep", "--device", "cpu", "--set", "training.epochs=2000", "--seeds", "0,1", "--processes", "2", "--output", folder["signalled"], "--no-progress"];
        (int code, double seconds) = BrunoProcess.RunAndTerminate(
            () => Directory.Exists(folder["signalled"]) && Directory.EnumerateFiles(folder["signalled"], "last.ckpt", SearchOption.AllDirectories).Count() == 2, TimeSpan.FromSeconds(2), command);
        Assert.Equal(130, code);
        Assert.InRange(seconds, 0, 20);
        BrunoProcess.Outcome status = BrunoProcess.Run("sweep", "status", folder["signalled"]);
        Assert.Contains("2 trials: 2 stopped", status.Output);
    }

    /// <summary>Nothing is written where settings have faults, and all are told, with the trials that have them.</summary>
    [Theory]
    [InlineData("--set training.epochs=3,0 --set optimizer.learning_rate=-1,2", "The sweep has 2 faults")]
    [InlineData("--set data.folder=nowhere --set data.name=tactile,braille", "braille")]
    [InlineData("--set training.epochs=3,", "an entry is empty")]
    [InlineData("--variant LIF", "expected a name, a colon and settings")]
    [InlineData("--processes 0", "--processes must be")]
    [InlineData("--seeds 1..", "seeds: must be whole numbers")]
    public void FaultsAreToldBeforeAnythingIsWritten(string options, string message)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(["sweep", "--output", folder["none"], .. options.Split(' ')]);
        Assert.True(outcome.ExitCode is 2 or 3, outcome.Errors);
        Assert.Contains(message, outcome.Errors);
        Assert.False(Directory.Exists(folder["none"]));
    }

    /// <summary>A dry run lists every trial with its memory, and writes nothing; a file says the same as options.</summary>
    [Fact]
    public void ADryRunOfAFileListsTheTrials()
    {
        string file = folder.Write("paper/bits.toml", """
            config = "small.toml"
            seeds = "0,1"
            [axes]
            synapses.quantisation.bits = [3, "none"]
            """);
        folder.Write("paper/small.toml", "[data.tactile]\nletters = 3\nrepetitions = 8\nsteps = 20\n");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("sweep", file, "--dry-run", "--device", "cpu", "--output", folder["none"], "--no-progress");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("4 trials, about ", outcome.Output);
        Assert.Contains("bits=none,seed=1", outcome.Output);
        Assert.False(Directory.Exists(folder["none"]));
    }

    /// <summary>Kills a process that trains a trial.</summary>
    private bool KillWorker(HashSet<int> killed, HashSet<int> dead)
    {
        foreach (int owner in Owners().Where(owner => !dead.Contains(owner)))
        {
            try
            {
                System.Diagnostics.Process.GetProcessById(owner).Kill();
                return killed.Add(owner);
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
            {
                // It has ended.
            }
        }

        return false;
    }

    /// <summary>Processes that have a trial.</summary>
    private IEnumerable<int> Owners()
    {
        foreach (string claim in Directory.EnumerateFiles(folder["killed", "trials"], "*.claim"))
        {
            int owner;
            try
            {
                using JsonDocument json = JsonDocument.Parse(File.ReadAllText(claim));
                owner = json.RootElement.GetProperty("owner").GetProperty("process_id").GetInt32();
            }
            catch (Exception exception) when (exception is IOException or JsonException)
            {
                // It is being written, or given back.
                continue;
            }

            yield return owner;
        }
    }

    private int Finished(string name) => Directory.Exists(folder[name]) ? Directory.EnumerateFiles(folder[name], "summary.json", SearchOption.AllDirectories).Count() : 0;

    private string Table(string name) => BrunoProcess.Run("sweep", "table", folder[name], "--format", "csv").Output;

    /// <summary>The rows of trials.csv, times left out.</summary>
    private string[] Trials(string name)
    {
        Assert.Equal(0, BrunoProcess.Run("sweep", "export", folder[name]).ExitCode);
        string[] lines = File.ReadAllLines(folder[name, "export", "trials.csv"]);
        int seconds = Array.IndexOf(lines[0].Split(','), "seconds");
        // Names have commas, and stand first.
        return [.. lines[1..].Select(line => (Name: line[..(line.IndexOf('"', 1) + 1)], Cells: line[(line.IndexOf('"', 1) + 2)..].Split(','))).Select(row => $"{row.Name} {string.Join(' ', row.Cells.Where((_, cell) => cell != seconds - 1))}")];
    }

    private BrunoProcess.Outcome Sweep(string name, params string[] options) => BrunoProcess.Run(Command(name, options));

    private string[] Command(string name, params string[] options) => ["sweep", .. Small, .. Grid, "--output", folder[name], "--no-progress", .. options];
}
