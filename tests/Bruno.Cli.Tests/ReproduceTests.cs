using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary>Every experiment in its quick version, smaller still: report and tables, published figures beside ours, and on where it was.</summary>
public sealed class ReproduceTests : IDisposable
{
    private static readonly string[] FewLetters =
    [
        "--set", "data.tactile.letters=3", "--set", "data.tactile.repetitions=6", "--set", "data.tactile.steps=20", "--set", "network.layers.1.outputs=8",
        "--set", "training.epochs=2", "--device", "cpu", "--processes", "1",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AllAreListed()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("reproduce");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.All((string[])["bits", "chorales", "gradients", "memory", "variability", "how long it takes"], text => Assert.Contains(text, outcome.Output));
    }

    [Fact]
    public void BitsStandBesidePublishedOnesAndGoOnWhereTheyWere()
    {
        string[] few = [.. FewLetters, "--set", "synapses.quantisation.bits=none,3"];
        BrunoProcess.Outcome one = Reproduce("bits", [.. few, "--seeds", "0"]);
        Assert.True(one.ExitCode == 0, one.Errors);
        Assert.Equal(8, Runs("bits"));
        string[] first = File.ReadAllLines(folder["bits", "tables", "compared_last_accuracy.csv"]);
        Assert.Equal("variant,bits,ours_mean,ours_n,published_mean,published_deviation,published_n,difference,remark", first[0]);
        Assert.Equal(1 + 16, first.Length);
        Assert.Contains(first, line => line.StartsWith("LIF,3,0.", StringComparison.Ordinal) && line.Contains(",1,0.405,0.278,50,", StringComparison.Ordinal));
        // Four bits and eight were left out, which is said.
        Assert.Equal(8, first.Count(line => line.EndsWith("not run here", StringComparison.Ordinal)));

        DateTime[] before = [.. Summaries("bits").Select(File.GetLastWriteTimeUtc)];
        BrunoProcess.Outcome two = Reproduce("bits", [.. few, "--seeds", "0,1", "--json"]);
        Assert.True(two.ExitCode == 0, two.Errors);
        Assert.Equal(16, Runs("bits"));
        // What was trained is not trained again.
        Assert.Empty(before.Except(Summaries("bits").Select(File.GetLastWriteTimeUtc)));
        using JsonDocument json = JsonDocument.Parse(two.Output);
        JsonElement figure = json.RootElement.GetProperty("figures").EnumerateArray().First();
        Assert.Equal(2, figure.GetProperty("ours").GetProperty("count").GetInt32());
        Assert.Equal(0.914, figure.GetProperty("published").GetProperty("mean").GetDouble());

        string page = File.ReadAllText(folder["bits", "report.html"]);
        Assert.All((string[])["Beside what is published", "74.7 ± 1.4", "18 of 50 seeds at chance", "This is the quick version", "The letters are synthetic", "Learning curves"], text => Assert.Contains(text, page));
        Assert.All((string[])["compared_last_accuracy.md", "compared_last_accuracy.tex", "variants.csv"], name => Assert.True(File.Exists(folder["bits", "tables", name]), name));
    }

    [Fact]
    public void GradientsStandBesideTheConvergedOne()
    {
        BrunoProcess.Outcome outcome = Reproduce("gradients", [.. FewLetters, "--set", "data.tactile.steps=30", "--set", "gradient.method=bruno,coarse", "--seeds", "0"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string[] cosines = File.ReadAllLines(folder["gradients", "tables", "compared_cosine.csv"]);
        Assert.Equal(1 + 4 * 2, cosines.Length);
        Assert.Contains(cosines, line => line.StartsWith("exact,10,", StringComparison.Ordinal));
        Assert.Contains("chance", outcome.Output);
    }

    [Fact]
    public void NetworksOfDevicesThatVaryAreJudgedOnChips()
    {
        BrunoProcess.Outcome outcome = Reproduce("variability", [.. FewLetters, "--seeds", "0"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string[] lines = File.ReadAllLines(folder["variability", "tables", "compared_chip_accuracy.csv"]);
        Assert.Equal(["variant", "ours_mean", "ours_n"], lines[0].Split(','));
        Assert.Equal(1 + 4, lines.Length);
        Assert.Contains("No such figure is published", outcome.Output);
        Assert.True(File.Exists(folder["variability", "tables", "chips.csv"]));
    }

    /// <summary>What does not fit is computed, and no seconds are made up for it.</summary>
    [Fact]
    public void MemoryStandsBesideThatOfOthers()
    {
        BrunoProcess.Outcome outcome = Reproduce("memory", "--set", "memory.limit=1MB", "--device", "cpu");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string[] peaks = File.ReadAllLines(folder["memory", "tables", "compared_peak_bytes.csv"]);
        Assert.Equal("method,steps,ours_mean,ours_n,published_mean,ratio,remark", peaks[0]);
        Assert.Contains(peaks, line => line.StartsWith("bruno,10,52", StringComparison.Ordinal) && line.Contains(",13000000,0.4", StringComparison.Ordinal));
        Assert.Contains("63.0", File.ReadAllText(folder["memory", "tables", "compared_seconds.md"]));
        Assert.Contains("What differs", File.ReadAllText(folder["memory", "report.html"]));

        DateTime before = File.GetLastWriteTimeUtc(folder["memory", "memory", "memory.csv"]);
        Assert.Equal(0, Reproduce("memory", "--set", "memory.limit=1MB", "--device", "cpu").ExitCode);
        Assert.Equal(before, File.GetLastWriteTimeUtc(folder["memory", "memory", "memory.csv"]));
        Assert.Contains("other settings", Reproduce("memory", "--set", "memory.limit=2MB", "--device", "cpu").Errors);
    }

    [Fact]
    public void ChoralesAreMadeUpWhereNoneAreNamed()
    {
        BrunoProcess.Outcome outcome = Reproduce("chorales", "--set", "network.layers.0.outputs=6", "--device", "cpu");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string[] losses = File.ReadAllLines(folder["chorales", "tables", "compared_epoch_loss.csv"]);
        Assert.Equal("epoch,ours_mean,ours_n,published_mean,published_n,difference,remark", losses[0]);
        Assert.Contains(",1,0.2149,1,", losses[2]);
        Assert.EndsWith("not run here", losses[6]);
    }

    /// <summary>What is refused leaves nothing behind.</summary>
    [Fact]
    public void FaultsAreToldBeforeAnythingIsWritten()
    {
        File.WriteAllText(folder["there"], "mine");
        (string[] Arguments, string Message)[] faults =
        [
            (["bit"], "There is no experiment 'bit'"),
            (["bits", "--seeds", "many"], "seeds"),
            (["bits", "--set", "training.epoch=3"], "training.epochs"),
            (["chorales", "--quick", "--set", "training.epoch=3"], "training.epochs"),
            (["chorales", "--set", $"data.folder={folder["nothing"]}"], "jsb-chorales-quarter.json"),
            (["memory", "--seeds", "0..3"], "--seeds"),
            (["memory", "--slurm"], "--slurm"),
            (["memory", "--processes", "2"], "--processes"),
            (["bits", "--tasks", "3"], "--slurm"),
        ];
        foreach ((string[] arguments, string message) in faults)
        {
            BrunoProcess.Outcome outcome = BrunoProcess.Run(["reproduce", .. arguments, "--output", folder["out"], "--no-progress"]);
            Assert.NotEqual(0, outcome.ExitCode);
            Assert.Contains(message, outcome.Errors, StringComparison.OrdinalIgnoreCase);
            Assert.False(Directory.Exists(folder["out"]));
        }

        Assert.Contains("file", BrunoProcess.Run("reproduce", "memory", "--output", folder["there"]).Errors);
    }

    private BrunoProcess.Outcome Reproduce(string name, params string[] options) =>
        BrunoProcess.Run(["reproduce", name, "--quick", "--output", folder[name], "--no-progress", .. options]);

    private string[] Summaries(string name) => [.. Directory.EnumerateFiles(folder[name], "summary.json", SearchOption.AllDirectories).Order()];

    private int Runs(string name) => Summaries(name).Length;
}
