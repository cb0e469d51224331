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

        Assert.Equal(0, outcome.ExitCode);
        // So few samples of so few letters leave the devices silent for an epoch.
        Assert.StartsWith("Warning: layer 4.felif has not fired once in epoch 1", Assert.Single(outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        string[] files =
        [
            "config.resolved.toml", "metrics.csv", "environment.json", "summary.json",
            Path.Combine("checkpoints", "last.ckpt"), Path.Combine("checkpoints", "best.ckpt"),
            Path.Combine("plots", "learning-curve.png"),
        ];
        Assert.All(files, file => Assert.True(new FileInfo(folder["run", file]).Length > 0, file));

        string[] rows = File.ReadAllLines(folder["run", "metrics.csv"]);
        Assert.Equal("epoch,split,loss,accuracy,spike_rate,synaptic_operations,learning_rate,seconds,device_bytes_peak,seed,energy_joules,rms_error,digital_joules", rows[0]);
        Assert.Equal(
            ["1,train", "1,validation", "1,test", "2,train", "2,validation", "2,test"],
            rows.Skip(1).Select(row => string.Join(',', row.Split(',').Take(2))));
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(folder["run", "summary.json"]));
        Assert.Equal("completed", summary.RootElement.GetProperty("status").GetString());
        Assert.Equal(7, summary.RootElement.GetProperty("seed").GetInt32());
    }

    /// <summary>What is evaluated is what was logged. That a killed run ends with the same bits, SoakTests tells.</summary>
    [Fact]
    public void Train_EvaluatedAfterwards_HasTheLossOfItsLastRow()
    {
        Assert.Equal(0, BrunoProcess.Run([.. Small, "--epochs", "2", "--output", folder["run"]]).ExitCode);
        BrunoProcess.Outcome evaluation = BrunoProcess.Run("evaluate", folder["run"], "--checkpoint", "last", "--json", "--no-progress");
        using JsonDocument json = JsonDocument.Parse(evaluation.Output);
        string logged = File.ReadAllLines(folder["run", "metrics.csv"])[^1].Split(',')[2];
        Assert.Equal(logged, json.RootElement.GetProperty("loss").GetRawText());
    }

    /// <summary>Killed within an epoch, whose rate differs from batch to batch, with rates of kinds and weight decay.</summary>
    [Fact]
    public void Train_ACycleInterruptedWithinAnEpoch_EndsWithTheSameBits()
    {
        string[] arguments =
        [
            .. Small.Select(word => word.Replace("repetitions=12", "repetitions=500", StringComparison.Ordinal)), "--epochs", "2", "--set", "training.batch_size=2",
            "--set", "schedule.kind=one_cycle", "--set", "schedule.warmup_epochs=0.3", "--set", "optimizer.rates.decays=0.1", "--set", "optimizer.weight_decay=0.01",
        ];
        string last = folder["parts", "checkpoints", "last.ckpt"];
        InterruptedEpoch.Make(folder["parts"], arguments);
        Assert.Contains("\"epoch_schedule\"", Header(last));
        Assert.Equal(0, BrunoProcess.Run("train", "--resume", folder["parts"], "--no-progress").ExitCode);
        Assert.Equal(0, BrunoProcess.Run([.. arguments, "--output", folder["whole"]]).ExitCode);

        Assert.Equal(WithoutTimes(folder["whole", "metrics.csv"]), WithoutTimes(folder["parts", "metrics.csv"]));
        Assert.Equal(Arrays(folder["whole", "checkpoints", "last.ckpt"]), Arrays(last));
        string[] rates = [.. File.ReadAllLines(folder["whole", "metrics.csv"]).Where(row => row.Contains("train")).Select(row => row.Split(',')[6])];
        Assert.Equal(0.03 * 0.01, double.Parse(rates[1], System.Globalization.CultureInfo.InvariantCulture), 1e-12);
    }

    /// <summary>The losses are those of a run whose rates are the same, the picture is there, and no run.</summary>
    [Fact]
    public void Train_FindRate_WritesItsCurve()
    {
        string[] arguments = [.. Small, "--find-rate", "--rate-steps", "40", "--highest-rate", "10"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. arguments, "--output", folder["rates"], "--json"]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Equal(["find-rate.csv", "find-rate.png"], Directory.GetFileSystemEntries(folder["rates"]).Select(Path.GetFileName).Order());
        string[][] rows = [.. File.ReadAllLines(folder["rates", "find-rate.csv"]).Select(row => row.Split(','))];
        Assert.Equal(["step", "learning_rate", "loss", "smoothed_loss"], rows[0]);
        double[] Column(int column) => [.. rows.Skip(1).Select(row => double.Parse(row[column], System.Globalization.CultureInfo.InvariantCulture))];
        double[] rates = Column(1), losses = Column(2), smoothed = Column(3);
        for (int i = 0; i < rates.Length; ++i)
            Assert.Equal(1e-5 * Math.Pow(1e6, i / 39.0), rates[i], 1e-9 * rates[i]);
        double[] weights = [0.81 / 2.71, 0.9 / 2.71, 1 / 2.71];
        Assert.Equal(weights[0] * losses[0] + weights[1] * losses[1] + weights[2] * losses[2], smoothed[2], 1e-9);

        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        int lowest = Array.IndexOf(smoothed, smoothed.Min());
        Assert.Equal(rates[lowest] / 10, json.RootElement.GetProperty("tenth_of_lowest").GetDouble(), 1e-9);
        int steepest = Enumerable.Range(3, lowest - 5).MinBy(i => smoothed[i + 3] - smoothed[i - 3]);
        Assert.Equal(rates[steepest], json.RootElement.GetProperty("steepest_rate").GetDouble());
        Assert.Equal(rates.Length, json.RootElement.GetProperty("steps").GetInt32());

        Assert.Equal(0, BrunoProcess.Run([.. arguments, "--output", folder["again"]]).ExitCode);
        Assert.Equal(File.ReadAllText(folder["rates", "find-rate.csv"]), File.ReadAllText(folder["again", "find-rate.csv"]));
    }

    /// <summary>Squared errors grow without bound with the rate, which ends the search and is no error.</summary>
    [Theory]
    [InlineData("1e4", "loss_rose")]
    [InlineData("1e30", "not_finite")]
    public void Train_FindRate_EndsWhereTheLossGrows(string highest, string ending)
    {
        folder.Write("waves.toml", "task = \"next_step\"\n");
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "train", "steps", "--data", folder.Write("waves.csv", Waves()), "--device", "cpu", "--no-progress", "--find-rate", "--highest-rate", highest, "--lowest-rate",
            highest == "1e30" ? "1e29" : "1e-4", "--output", folder["rates"], "--json");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(ending, json.RootElement.GetProperty("ending").GetString());
        Assert.InRange(json.RootElement.GetProperty("steps").GetInt32(), 1, 99);
    }

    [Theory]
    [InlineData("--rate-steps 5", "give --find-rate")]
    [InlineData("--find-rate --lowest-rate 2", "is not below --highest-rate 1")]
    [InlineData("--find-rate --rate-steps 2", "at least 3")]
    [InlineData("--find-rate --dry-run", "leave --dry-run out")]
    public void Train_FindRate_RefusesWhatIsNoTest(string words, string message)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. Small, .. words.Split(' ')]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors);
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
        Assert.Matches(@"diverged in epoch 1, batch 1 \(after 0 steps of the optimizer\): the value of \w+ (from input \d+ )?(of|to) neuron \d+ of layer \d\.\w+ is (-?Infinity|NaN)", outcome.Errors);
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

    /// <summary>The rows of a metrics file without the column of seconds, which never repeats.</summary>
    /// <summary>Thirty recordings of 12 steps of two waves.</summary>
    private static string Waves() => "sample,time,a,b\n" + string.Concat(
        from sample in Enumerable.Range(0, 30)
        from step in Enumerable.Range(0, 12)
        select FormattableString.Invariant($"{sample},{0.01 * step},{Math.Sin(sample + step):F4},{Math.Cos(0.7 * step - sample):F4}\n"));

    private static string Header(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        using StreamReader reader = new(archive.GetEntry("header.json")!.Open());
        return reader.ReadToEnd();
    }

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
