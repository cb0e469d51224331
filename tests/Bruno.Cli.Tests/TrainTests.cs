using System.IO.Compression;
using System.Text.Json;

namespace Bruno.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private static readonly string[] Small =
    [
        "train", "quickstart", "--device", "cpu", "--no-progress", "--set", "data.tactile.repetitions=12",
        "--set", "data.tactile.letters=4", "--set", "network.layers.1.outputs=17",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_WritesTheRunFolder()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. Small, "--epochs", "2", "--seed", "7", "--output", folder["run"]]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        string[] files =
        [
            "config.resolved.toml", "metrics.csv", "environment.json", "summary.json",
            Path.Combine("checkpoints", "last.ckpt"), Path.Combine("checkpoints", "best.ckpt"),
            Path.Combine("plots", "learning-curve.png"),
        ];
        Assert.All(files, file => Assert.True(new FileInfo(folder["run", file]).Length > 0, file));

        string[] rows = File.ReadAllLines(folder["run", "metrics.csv"]);
        Assert.Equal("epoch,split,loss,accuracy,spike_rate,synaptic_operations,learning_rate,seconds,device_bytes_peak,seed,energy_joules,rms_error", rows[0]);
        Assert.Equal(
            ["1,train", "1,validation", "1,test", "2,train", "2,validation", "2,test"],
            rows.Skip(1).Select(row => string.Join(',', row.Split(',').Take(2))));
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(folder["run", "summary.json"]));
        Assert.Equal("completed", summary.RootElement.GetProperty("status").GetString());
        Assert.Equal(7, summary.RootElement.GetProperty("seed").GetInt32());
    }

    [Fact]
    public void Train_KilledAndResumed_EndsWithTheSameBits()
    {
        string[] long_ = [.. Small, "--epochs", "4"];
        Assert.Equal(0, BrunoProcess.Run([.. long_, "--output", folder["whole"]]).ExitCode);
        string metrics = folder["killed", "metrics.csv"];
        BrunoProcess.RunUntil(
            () => File.Exists(metrics) && ReadShared(metrics).Contains("1,test"), [.. long_, "--output", folder["killed"]]);
        Assert.Equal(0, BrunoProcess.Run("train", "--resume", folder["killed"], "--no-progress").ExitCode);

        Assert.Equal(WithoutTimes(folder["whole", "metrics.csv"]), WithoutTimes(metrics));
        Assert.Equal(Arrays(folder["whole", "checkpoints", "last.ckpt"]), Arrays(folder["killed", "checkpoints", "last.ckpt"]));

        BrunoProcess.Outcome evaluation = BrunoProcess.Run("evaluate", folder["killed"], "--checkpoint", "last", "--json", "--no-progress");
        using JsonDocument json = JsonDocument.Parse(evaluation.Output);
        string logged = File.ReadAllLines(metrics)[^1].Split(',')[2];
        Assert.Equal(logged, json.RootElement.GetProperty("loss").GetRawText());
    }

    [Fact]
    public void Train_SameSeed_SameMetrics_OtherSeed_Others()
    {
        foreach ((string run, string seed) in new[] { ("a", "1"), ("b", "1"), ("c", "2") })
            Assert.Equal(0, BrunoProcess.Run([.. Small, "--epochs", "1", "--seed", seed, "--output", folder[run]]).ExitCode);
        Assert.Equal(WithoutTimes(folder["a", "metrics.csv"]), WithoutTimes(folder["b", "metrics.csv"]));
        Assert.NotEqual(WithoutTimes(folder["a", "metrics.csv"])[1], WithoutTimes(folder["c", "metrics.csv"])[1]);
    }

    [Theory]
    [InlineData("pass")]
    [InlineData("exact")]
    [InlineData("exact-literal")]
    public void Train_EveryGradientMethod_Runs(string method)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            [.. Small, "--epochs", "1", "--substeps", "50", "--gradient", method, "--json", "--output", folder["run"]]);
        using JsonDocument summary = JsonDocument.Parse(outcome.Output);
        Assert.Equal(method, summary.RootElement.GetProperty("gradient").GetString());
    }

    /// <summary>Without spikes the loss is finite whatever has become of the parameters.</summary>
    [Fact]
    public void ParametersThatAreNoNumbers_EndTheRunAndAreNotSaved()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "train", "--device", "cpu", "--epochs", "2", "--set", "optimizer.learning_rate=3e38", "--output", folder["run"]);
        Assert.Equal(6, outcome.ExitCode);
        Assert.Contains("diverged in epoch 1", outcome.Errors);
        Assert.Equal(0, BrunoProcess.Run("evaluate", folder["run"], "--checkpoint", "last", "--device", "cpu").ExitCode);
    }

    [Fact]
    public void Train_ResumeOfACompleteRun_SaysSo()
    {
        Assert.Equal(0, BrunoProcess.Run([.. Small, "--epochs", "1", "--output", folder["run"]]).ExitCode);
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "--resume", folder["run"], "--no-progress");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--epochs", outcome.Errors);
        Assert.Equal(0, BrunoProcess.Run("train", "--resume", folder["run"], "--epochs", "2", "--no-progress").ExitCode);
    }

    private static string ReadShared(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(stream).ReadToEnd();
    }

    /// <summary>The rows of a metrics file without the column of seconds, which never repeats.</summary>
    private static string[] WithoutTimes(string path) =>
        [.. File.ReadAllLines(path).Select(row => string.Join(',', row.Split(',').Where((_, column) => column != 7)))];

    /// <summary>The bytes of every array of a checkpoint.</summary>
    private static SortedDictionary<string, string> Arrays(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        SortedDictionary<string, string> arrays = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.Name.EndsWith(".npy", StringComparison.Ordinal)))
        {
            using MemoryStream bytes = new();
            using Stream stream = entry.Open();
            stream.CopyTo(bytes);
            arrays.Add(entry.FullName, Convert.ToHexString(bytes.ToArray()));
        }

        return arrays;
    }
}
