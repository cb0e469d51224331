using System.Text.Json;

namespace Bruno.Cli.Tests;

public sealed class ChipsTests : IClassFixture<TrainedRun>, IDisposable
{
    private const int Chips = 12;

    private readonly TrainedRun trained;
    private readonly TemporaryFolder folder = new();

    public ChipsTests(TrainedRun trained) => this.trained = trained;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Evaluate_Chips_WritesARowAChipAndTime_AndTheirSummary()
    {
        BrunoProcess.Outcome outcome = Evaluate(
            "--chips", "12", "--d2d", "0.05", "--programming", "0.02", "--stuck", "0.001", "--after", "1h,1y", "--yield-above", "0.3", "--json");
        Assert.Equal(0, outcome.ExitCode);
        string[][] rows = [.. File.ReadLines(folder["chips.csv"]).Select(line => line.Split(','))];
        Assert.Equal("chip,chip_seed,after_seconds,loss,accuracy,spike_rate,synaptic_operations,energy_joules", string.Join(',', rows[0]));
        Assert.Equal(2 * Chips, rows.Length - 1);
        Assert.Equal(Chips, rows.Skip(1).Select(row => row[1]).Distinct().Count());

        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        JsonElement[] summaries = [.. json.RootElement.GetProperty("summaries").EnumerateArray()];
        Assert.Equal([3600, 31557600], summaries.Select(summary => summary.GetProperty("after_seconds").GetDouble()));
        foreach (JsonElement summary in summaries)
        {
            string after = summary.GetProperty("after_seconds").GetRawText();
            double[] accuracies = [.. rows.Where(row => row[2] == after).Select(row => double.Parse(row[4], System.Globalization.CultureInfo.InvariantCulture))];
            Assert.Equal(accuracies.Average(), summary.GetProperty("accuracy_mean").GetDouble(), 1e-12);
            Assert.Equal((double)accuracies.Count(accuracy => accuracy >= 0.3) / Chips, summary.GetProperty("yield").GetDouble(), 1e-12);
        }

        Assert.Equal(File.ReadAllText(folder["chips.json"]), outcome.Output);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(folder["chips.png"])[..4]);
        Assert.Contains("drift as on the card 'rram-cmo-hfox'", outcome.Output);
        Assert.Contains("sigma = 0.05", File.ReadAllText(folder["chips.config.toml"]));
    }

    /// <summary>Chip 3 of five is chip 3 of twelve; another seed has other chips.</summary>
    [Fact]
    public void Evaluate_Chips_FollowFromSeedAndNumber()
    {
        string[] settings = ["--d2d", "0.05", "--set", "synapses.quantisation.bits=3", "--set", "synapses.quantisation.rounding=stochastic"];
        string[] Rows(params string[] options)
        {
            Assert.Equal(0, Evaluate([.. options, .. settings]).ExitCode);
            return File.ReadAllLines(folder["chips.csv"]);
        }

        string[] twelve = Rows("--chips", "12");
        Assert.Equal(twelve[..6], Rows("--chips", "5"));
        Assert.NotEqual(twelve[1], Rows("--chips", "1", "--seed", "9")[1]);
    }

    [Fact]
    public void Evaluate_Chips_WithoutFaults_AreTheNetwork()
    {
        using JsonDocument plain = JsonDocument.Parse(BrunoProcess.Run("evaluate", trained.Path, "--no-progress", "--json").Output);
        BrunoProcess.Outcome outcome = Evaluate("--chips", "2");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("all chips are the same", outcome.Errors);
        Assert.All(File.ReadLines(folder["chips.csv"]).Skip(1), line =>
        {
            string[] cells = line.Split(',');
            Assert.Equal(plain.RootElement.GetProperty("loss").GetRawText(), cells[3]);
            Assert.Equal(plain.RootElement.GetProperty("accuracy").GetRawText(), cells[4]);
        });
    }

    [Theory]
    [InlineData("--chips must be at least 1", "--chips", "0")]
    [InlineData("--after goes with --chips", "--after", "1h")]
    [InlineData("'1w' is not a time", "--chips", "2", "--after", "1h,1w")]
    [InlineData("--d2d must be 0 to 1", "--chips", "2", "--d2d", "5")]
    [InlineData("--yield-above must be 0 to 1", "--chips", "2", "--yield-above", "90")]
    [InlineData("nothing drifts", "--chips", "2", "--after", "1h", "--set", "energy.synapse_card=none")]
    [InlineData("no device card 'rram-cmo-hfo'", "--chips", "2", "--card", "rram-cmo-hfo")]
    public void Evaluate_Chips_WrongOptions_AreExplained(string message, params string[] options)
    {
        BrunoProcess.Outcome outcome = Evaluate(options);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors);
        Assert.False(File.Exists(folder["chips.csv"]));
    }

    [Fact]
    public void Evaluate_Chips_OfRoughEuler_Warns()
    {
        Assert.Contains("judge chips with --integrator adaptive", Evaluate("--chips", "1", "--d2d", "0.1", "--substeps", "100").Errors);
        Assert.DoesNotContain("adaptive", Evaluate("--chips", "1", "--d2d", "0.1").Errors);
    }

    private BrunoProcess.Outcome Evaluate(params string[] options) => BrunoProcess.Run(
        ["evaluate", trained.Path, "--no-progress", .. options, .. options.Contains("--chips") ? ["--output", folder["."], "--force"] : Array.Empty<string>()]);
}
