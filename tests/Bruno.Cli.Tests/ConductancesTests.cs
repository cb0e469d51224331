using System.Text.Json;

namespace Bruno.Cli.Tests;

public sealed class ConductancesTests : IClassFixture<TrainedRun>, IDisposable
{
    private const string ThreeBits = "synapses.quantisation.bits=3";

    private readonly TrainedRun trained;
    private readonly TemporaryFolder folder = new();

    public ConductancesTests(TrainedRun trained) => this.trained = trained;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Describe_OfAPreset_NamesWeightBitsBesideConverters()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "describe", "quickstart", "--set", ThreeBits, "--set", "synapses.non_idealities.output_adc.bits=6");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Contains("1.linear: 48 x 64 weights, 3 WEIGHT bits, 7 levels", outcome.Output);
        Assert.Contains("converters, not weights: input DAC none, output ADC 6 bits", outcome.Output);
        Assert.Contains("not quantised, w_max", BrunoProcess.Run("describe").Output);
    }

    [Fact]
    public void Describe_OfARun_CountsEveryWeight()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("describe", "--run", trained.Path, "--set", ThreeBits, "--json");
        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        Assert.Equal("weights after epoch 1", json.RootElement.GetProperty("subject").GetString());
        foreach (JsonElement weights in json.RootElement.GetProperty("weights").EnumerateArray())
        {
            JsonElement[] levels = [.. weights.GetProperty("levels").EnumerateArray()];
            Assert.Equal([-3, -2, -1, 0, 1, 2, 3], levels.Select(level => level.GetProperty("level").GetInt32()));
            Assert.Equal(
                weights.GetProperty("inputs").GetInt32() * weights.GetProperty("outputs").GetInt32(),
                levels.Sum(level => level.GetProperty("weights").GetInt32()));
            Assert.Equal(levels[6].GetProperty("weight").GetDouble() * 1e-9, levels[6].GetProperty("current_ampere").GetDouble(), 1e-20);
        }
    }

    [Theory]
    [InlineData("describe", "--levels", "1.linaer", "did you mean '1.linear'?")]
    [InlineData("describe", "--checkpoint", "last", "--run")]
    [InlineData("describe", "--card", "felif", "is of a neuron")]
    public void Describe_WrongOptions_AreExplained(string command, string option, string value, string message)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(command, option, value);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors);
    }

    [Theory]
    [InlineData("--set", ThreeBits)]
    [InlineData("--card", "rram-neurram")]
    [InlineData("--set", "synapses.conductance.pair=reference")]
    [InlineData("--set", "synapses.conductance.levels=[1e-6, 3e-6, 1e-5]")]
    public void Export_ReadBack_IsTheRun(string option, string value)
    {
        BrunoProcess.Outcome export = BrunoProcess.Run("export", "conductances", trained.Path, "--output", folder["cells.csv"], option, value);
        Assert.Equal((0, ""), (export.ExitCode, export.Errors));
        Assert.Contains("conductances of 884 weights", export.Output);
        BrunoProcess.Outcome check = BrunoProcess.Run("check", "conductances", folder["cells.csv"], trained.Path, option, value);
        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        Assert.Equal(2, check.Output.Split("pass").Length - 1);
    }

    [Fact]
    public void Check_OfOtherWeights_Fails_OfAFileCutOff_IsAnErrorOfData()
    {
        BrunoProcess.Run("export", "conductances", trained.Path, "--output", folder["cells.csv"]);
        Assert.Equal(7, BrunoProcess.Run("check", "conductances", folder["cells.csv"], trained.Path, "--set", ThreeBits).ExitCode);
        string[] lines = File.ReadAllLines(folder["cells.csv"]);
        File.WriteAllLines(folder["cells.csv"], lines[..^1]);
        BrunoProcess.Outcome outcome = BrunoProcess.Run("check", "conductances", folder["cells.csv"], trained.Path);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("'3.linear' has 135 cells", outcome.Errors);
        Assert.Equal(3, BrunoProcess.Run("export", "conductances", folder["nowhere"], "--output", folder["x.csv"]).ExitCode);
        Assert.False(File.Exists(folder["x.csv"]));
    }

    [Fact]
    public void Evaluate_PrintsTheEnergyOfASampleAndWhatItRestsOn()
    {
        string[] rows = File.ReadAllLines(System.IO.Path.Combine(trained.Path, "metrics.csv"));
        string last = rows[^1].Split(',')[Array.IndexOf(rows[0].Split(','), "energy_joules")];
        BrunoProcess.Outcome json = BrunoProcess.Run("evaluate", trained.Path, "--no-progress", "--json");
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(last, document.RootElement.GetProperty("energy_joules").GetRawText());
        Assert.NotEqual(0, document.RootElement.GetProperty("energy_assumptions").GetArrayLength());
        string table = BrunoProcess.Run("evaluate", trained.Path, "--no-progress", "--set", "energy.synapse_card=none").Output;
        Assert.Contains("energy: felif: energy_per_spike 27.5 pJ (assumption", table);
        Assert.DoesNotContain("read_voltage", table);
    }
}
