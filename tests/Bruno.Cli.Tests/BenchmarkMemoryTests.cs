using System.Globalization;

namespace Bruno.Cli.Tests;

/// <summary><c>bruno benchmark memory</c> on grids that take a second.</summary>
public sealed class BenchmarkMemoryTests : IDisposable
{
    private const string Columns =
        "method,neuron,horizon_steps,substeps,batch,tape_bytes,device_bytes_peak,saving_vs_bptt,seconds,time_ratio_vs_bptt,status,accelerator,seed";

    private static readonly string[] Grid =
    [
        "benchmark", "memory", "--methods", "bruno,exact,bptt,checkpointed,truncated,sltt,eprop,bptt-full", "--horizons", "3,7", "--batch", "2",
        "--substeps", "10", "--inputs", "6", "--outputs", "3", "--set", "network.layers.0.outputs=5", "--device", "cpu", "--repeats", "1",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>What is measured is what the sizes of the buffers say, to the byte, for every method and purpose.</summary>
    [Fact]
    public void MeasuredBytesAreThoseComputed()
    {
        Assert.Equal(0, BrunoProcess.Run([.. Grid, "--output", folder["measured"]]).ExitCode);
        Assert.Equal(0, BrunoProcess.Run([.. Grid, "--compute-only", "--output", folder["computed"]]).ExitCode);
        Dictionary<string, string>[] measured = Read("measured"), computed = Read("computed");
        Assert.Equal(16, measured.Length);
        Assert.All(measured, row => Assert.Equal("measured", row["status"]));
        Assert.All(measured, row => Assert.True(double.Parse(row["seconds"], CultureInfo.InvariantCulture) > 0));
        Assert.All(measured, row => Assert.Equal("lif+felif", row["neuron"]));
        Assert.All(computed, row => Assert.Equal(("computed", ""), (row["status"], row["seconds"])));
        foreach ((Dictionary<string, string> one, Dictionary<string, string> other) in measured.Zip(computed))
        {
            string[] bytes = [.. one.Keys.Where(key => key.Contains("bytes", StringComparison.Ordinal)), "method", "horizon_steps", "saving_vs_bptt"];
            Assert.All(bytes, key => Assert.Equal(one[key], other[key]));
            Assert.Equal(
                long.Parse(one["device_bytes_peak"], CultureInfo.InvariantCulture),
                one.Where(c => c.Key.EndsWith("_bytes", StringComparison.Ordinal)).Sum(c => long.Parse(c.Value, CultureInfo.InvariantCulture)));
        }

        Assert.True(File.Exists(folder["measured", "memory.png"]));
        Assert.Contains("| bptt-full | 7 |", File.ReadAllText(folder["measured", "memory.md"]), StringComparison.Ordinal);
        Assert.Contains("bruno,horizon_steps,2,", File.ReadAllText(folder["measured", "scaling.csv"]), StringComparison.Ordinal);
        Assert.Contains("\"seed\"", File.ReadAllText(folder["measured", "environment.json"]), StringComparison.Ordinal);
    }

    /// <summary>The purposes add up to the peak where synapses are devices, too.</summary>
    [Fact]
    public void PurposesAddUpToThePeak()
    {
        Assert.Equal(0, BrunoProcess.Run(
            [.. Grid, "--set", "synapses.quantisation.bits=4", "--set", "synapses.non_idealities.read_noise.relative=0.01", "--output", folder["out"]]).ExitCode);
        foreach (Dictionary<string, string> row in Read("out"))
        {
            Assert.True(long.Parse(row["synapses_bytes"], CultureInfo.InvariantCulture) > 0);
            Assert.Equal(
                long.Parse(row["device_bytes_peak"], CultureInfo.InvariantCulture),
                row.Where(c => c.Key.EndsWith("_bytes", StringComparison.Ordinal)).Sum(c => long.Parse(c.Value, CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Over the limit a row is computed; over what any device can hold it says so; both keep their bytes.</summary>
    [Fact]
    public void WhatDoesNotFitIsForeseen()
    {
        Assert.Equal(0, BrunoProcess.Run(
            "benchmark", "memory", "--methods", "bruno,bptt", "--horizons", "20,2000000", "--batch", "16", "--substeps", "1000", "--memory-limit",
            "5MB", "--segment", "1000", "--device", "cpu", "--repeats", "1", "--output", folder["out"]).ExitCode);
        Dictionary<string, string>[] rows = Read("out");
        Assert.Equal(
            ["bptt 20 computed", "bruno 20 measured", "bptt 2000000 out_of_memory", "bruno 2000000 out_of_memory"],
            rows.Select(row => $"{row["method"]} {row["horizon_steps"]} {row["status"]}"));
        Assert.All(rows, row => Assert.True(long.Parse(row["device_bytes_peak"], CultureInfo.InvariantCulture) > 1_000_000));
    }

    [Theory]
    [InlineData("--methods", "bruno,brunno", "bruno")]
    [InlineData("--horizons", "10,,20", "--horizons")]
    [InlineData("--batch", "0", "--batch")]
    [InlineData("--memory-limit", "lots", "150MB")]
    public void BadListsAreRefused(string option, string value, string hint)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("benchmark", "memory", option, value, "--output", folder["out"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(hint, outcome.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    private Dictionary<string, string>[] Read(string name)
    {
        string[] lines = File.ReadAllLines(folder[name, "memory.csv"]);
        Assert.StartsWith(Columns, lines[0], StringComparison.Ordinal);
        string[] columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
