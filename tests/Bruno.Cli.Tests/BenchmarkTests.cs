using System.Globalization;

namespace Bruno.Cli.Tests;

public sealed class BenchmarkTests : IDisposable
{
    private const string Header =
        "integrator,setting,rate_evaluations_per_ms,rms_v,max_v,rms_p,spike_mismatches,neuron_milliseconds_per_second,device,precision";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Integrators_TheAdaptiveOneIsAsAccurateAsEulerForAFractionOfTheEvaluations()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "benchmark", "integrators", "--output", folder["out"], "--device", "cpu", "--neurons", "8", "--milliseconds", "60", "--seed", "3");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.True(File.Exists(folder["out", "integrators.png"]));
        string[] lines = File.ReadAllLines(folder["out", "integrators.csv"]);
        Assert.Equal(Header, lines[0]);
        Dictionary<string, string[]> rows = lines.Skip(1).Select(line => line.Split(',')).ToDictionary(cells => $"{cells[0]} {cells[1]}");
        string[] euler = rows["euler 1000"], adaptive = rows["adaptive 3e-4"];
        Assert.InRange(Number(adaptive[2]), 2, Number(euler[2]) / 40);
        Assert.InRange(Number(adaptive[3]), 0, Number(euler[3]));
        Assert.Equal("0", adaptive[6]);
        Assert.True(Number(adaptive[7]) > 0);
        Assert.Equal(["cpu", "float"], adaptive[8..]);
        Assert.Contains("adaptive", outcome.Output);
    }

    /// <summary>A model that the exponential integrator is not for has no rows of it.</summary>
    [Fact]
    public void Integrators_ThoseThatSuitAModel()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "benchmark", "integrators", "--output", folder["wide"], "--device", "cpu", "--neurons", "3", "--milliseconds", "10", "--model", "hodgkin-huxley");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string[][] rows = [.. File.ReadAllLines(folder["wide", "integrators.csv"]).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(["euler", "adaptive"], rows.Select(cells => cells[0]).Distinct());
        Assert.InRange(Number(rows.Single(cells => cells[0] == "adaptive" && cells[1] == "3e-4")[4]), 0, 3e-4);
    }

    [Fact]
    public void Integrators_WithoutNeurons_IsUsage() => Assert.Equal(
        2, BrunoProcess.Run("benchmark", "integrators", "--output", folder["out"], "--device", "cpu", "--neurons", "0").ExitCode);

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
