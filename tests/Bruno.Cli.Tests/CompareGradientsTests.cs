using System.Text.Json;

namespace Bruno.Cli.Tests;

public sealed class CompareGradientsTests : IDisposable
{
    private const string Header =
        "method,layer,horizon_steps,substeps,cosine,norm_ratio,reference_norm,loss,reference_loss,spike_mismatch,"
        + "reference_substeps,samples,precision,accelerator,seed";

    private static readonly string[] Small =
        ["--device", "cpu", "--no-progress", "--set", "data.tactile.repetitions=4", "--set", "data.tactile.letters=4"];

    private static readonly string[] Compare =
    [
        "compare", "gradients", .. Small, "--set", "network.layers.1.outputs=9", "--horizons", "6,12", "--samples", "2",
        "--substeps", "20", "--reference-substeps", "40",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Compare_WritesTablePictureAndEnvironment()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. Compare, "--methods", "bruno,exact", "--seed", "3", "--output", folder["out"]]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Contains("3.linear.weights", outcome.Output);
        string[] files = ["gradients.csv", "gradients.md", "gradients.png", "environment.json", "config.resolved.toml"];
        Assert.All(files, file => Assert.True(new FileInfo(folder["out", file]).Length > 0, file));

        string[] rows = File.ReadAllLines(folder["out", "gradients.csv"]);
        Assert.Equal(Header, rows[0]);
        string[] layers = ["all", "0.encoder.gain", "0.encoder.bias", "1.linear.weights", "2.lif.decays", "3.linear.weights"];
        Assert.Equal(
            from horizon in new[] { 6, 12 } from method in new[] { "bruno", "exact" } from layer in layers select $"{method},{layer},{horizon},20",
            rows.Skip(1).Select(row => string.Join(',', row.Split(',').Take(4))));
        Assert.All(rows.Skip(1), row => Assert.EndsWith(",40,2,double,cpu,3", row));
    }

    [Fact]
    public void Compare_TakesTheParametersOfARun()
    {
        Assert.Equal(0, BrunoProcess.Run(
            ["train", .. Small, "--set", "network.layers.1.outputs=9", "--substeps", "20", "--epochs", "1", "--output", folder["run"]]).ExitCode);
        string[] options = ["--device", "cpu", "--no-progress", "--horizons", "8", "--reference-substeps", "20", "--methods", "exact", "--json"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            ["compare", "gradients", "--run", folder["run"], "--checkpoint", "last", .. options, "--output", folder["out"]]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        Assert.Contains("after epoch 1", json.RootElement.GetProperty("subject").GetString());
        Assert.All(json.RootElement.GetProperty("rows").EnumerateArray(), row =>
            Assert.Equal(1, row.GetProperty("cosine").GetDouble(), 1e-9));

        // The initial parameters of the same settings have another gradient.
        BrunoProcess.Outcome initial = BrunoProcess.Run(
            ["compare", "gradients", "--config", folder["run", "config.resolved.toml"], .. options, "--output", folder["initial"]]);
        using JsonDocument other = JsonDocument.Parse(initial.Output);
        Assert.NotEqual(
            json.RootElement.GetProperty("rows")[0].GetProperty("reference_norm").GetDouble(),
            other.RootElement.GetProperty("rows")[0].GetProperty("reference_norm").GetDouble());
    }

    [Theory]
    [InlineData("bptt-full cannot be compared", "--methods", "bruno,bptt-full")]
    [InlineData("'bruno' is given more than once", "--methods", "bruno,bruno")]
    [InlineData("--horizons 10,,20: an entry is empty", "--horizons", "10,,20")]
    [InlineData("'0' is not a whole number of at least 1", "--horizons", "5, 0")]
    [InlineData("--methods names the methods", "--gradient", "exact")]
    [InlineData("--run", "--checkpoint", "best")]
    public void Compare_BadOptions_AreUsage(string message, string option, string value)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("compare", "gradients", "--device", "cpu", option, value, "--output", folder["out"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData(2, "8 outputs", "--set", "network.layers.3.outputs=5")]
    [InlineData(5, "memory", "--memory-limit", "100kB")]
    public void Compare_WhatCannotRun_IsForeseen(int exitCode, string message, string option, string value)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("compare", "gradients", "--device", "cpu", option, value, "--output", folder["out"]);
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void Compare_APlaceThatIsTaken_IsNotOverwritten()
    {
        string kept = folder.Write(Path.Combine("out", "thesis.txt"), "years of work");
        Assert.Equal(2, BrunoProcess.Run([.. Compare, "--output", folder["out"]]).ExitCode);
        Assert.Equal("years of work", File.ReadAllText(kept));
        Assert.Equal(3, BrunoProcess.Run("compare", "gradients", "--run", folder["nothing"], "--output", folder["new"]).ExitCode);
        Assert.Equal(2, BrunoProcess.Run("compare", "gradients", "quickstart", "--run", folder["nothing"]).ExitCode);
    }
}
