using System.Diagnostics;
using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary>Where results go: nothing is lost unasked, and what cannot be written has an exit code of its own.</summary>
public sealed class OutputTests(TrainedRun trained) : IClassFixture<TrainedRun>, IDisposable
{
    private const string Tiny =
        "--epochs 2 --set data.tactile.repetitions=8 --set data.tactile.letters=3 --set network.layers.1.outputs=8";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Export_DoesNotWriteOverAFile()
    {
        string cells = folder.Write("cells.csv", "years of work");
        string[] export = ["export", "conductances", trained.Path, "--output", cells];
        BrunoProcess.Outcome outcome = BrunoProcess.Run(export);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("--force", outcome.Errors);
        Assert.Equal("years of work", File.ReadAllText(cells));

        Assert.Equal(0, BrunoProcess.Run([.. export, "--force"]).ExitCode);
        Assert.StartsWith("layer,row,column", File.ReadAllText(cells));
        Assert.Contains("is a folder", BrunoProcess.Run("export", "conductances", trained.Path, "--output", folder[""]).Errors);
    }

    [Theory]
    [InlineData("simulate --duration 2ms --device cpu")]
    [InlineData("benchmark memory quickstart --compute-only --horizons 5 --methods bruno --device cpu")]
    [InlineData("benchmark integrators --neurons 1 --milliseconds 1 --device cpu")]
    [InlineData("compare gradients quickstart --horizons 2 --samples 1 --methods bruno --reference-substeps 2 --device cpu")]
    [InlineData("train --device cpu")]
    [InlineData("evaluate RUN --chips 1 --device cpu")]
    public void Folders_AreNotMixedWithWhatIsThere(string command)
    {
        string[] arguments = [.. command.Split(' ').Select(word => word == "RUN" ? trained.Path : word), "--output"];
        string thesis = folder.Write("out/thesis.txt", "years of work");
        BrunoProcess.Outcome taken = BrunoProcess.Run([.. arguments, folder["out"]]);
        Assert.Equal(2, taken.ExitCode);
        Assert.Contains("exists and is not empty", taken.Errors);
        Assert.Equal([thesis], Directory.GetFileSystemEntries(folder["out"]));

        foreach (string path in new[] { thesis, Path.Combine(thesis, "below") })
        {
            BrunoProcess.Outcome file = BrunoProcess.Run([.. arguments, path]);
            Assert.Equal(2, file.ExitCode);
            Assert.Contains("is a file", file.Errors);
        }
    }

    [Fact]
    public void Simulate_WritesIntoATakenFolderByForce()
    {
        folder.Write("out/thesis.txt", "years of work");
        Assert.Equal(0, BrunoProcess.Run("simulate", "--duration", "2ms", "--device", "cpu", "--output", folder["out"], "--force").ExitCode);
        Assert.Equal(3, Directory.GetFiles(folder["out"]).Length);
    }

    /// <summary>Progress that cannot be shown is given up; the training goes on.</summary>
    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public void Train_GoesOnWithoutStandardError(string redirection)
    {
        Assert.Equal(0, Shell($"train --device cpu {Tiny} --output {folder["run"]} {redirection}"));
        RequireComplete();
    }

    [Theory]
    [InlineData(">/dev/full")]
    [InlineData(">&-")]
    public void Train_ThatCannotPrintItsSummary_HasWrittenItsRun(string redirection)
    {
        Assert.Equal(8, Shell($"train --device cpu {Tiny} --no-progress --output {folder["run"]} {redirection}"));
        RequireComplete();
    }

    [Theory]
    [InlineData("export conductances RUN --output /proc/nowhere/cells.csv")]
    [InlineData("export conductances RUN --output /dev/full")]
    [InlineData("simulate --duration 2ms --device cpu --output /proc/nowhere")]
    [InlineData("train --device cpu --output /proc/nowhere")]
    [InlineData("cards >/dev/full")]
    public void WhatCannotBeWritten_HasAnExitCodeOfItsOwn(string command)
    {
        if (!Directory.Exists("/proc/self"))
            Assert.Skip("There is no /proc here.");
        Assert.Equal(8, Shell(command.Replace("RUN", trained.Path, StringComparison.Ordinal)));
    }

    [Fact]
    public void Evaluate_RunsTheForwardPassOfTheRunUnlessToldOtherwise()
    {
        BrunoProcess.Outcome refused = BrunoProcess.Run("evaluate", trained.Path, "--device", "cpu", "--set", "gradient.method=coarse");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--forward", refused.Errors);
        Assert.Equal(2, BrunoProcess.Run("evaluate", trained.Path, "--device", "cpu", "--set", "training.epochs=3").ExitCode);
        string plain = Evaluate();
        Assert.Equal(plain, Evaluate("--forward", "fine"));
        Assert.NotEqual(plain, Evaluate("--forward", "coarse"));

        string Evaluate(params string[] more)
        {
            BrunoProcess.Outcome outcome = BrunoProcess.Run(["evaluate", trained.Path, "--device", "cpu", "--no-progress", "--json", .. more]);
            Assert.Equal(0, outcome.ExitCode);
            return outcome.Output;
        }
    }

    [Fact]
    public void BenchmarkMemory_MeasuresTheNetworkThatItIsGiven()
    {
        BrunoProcess.Outcome own = BrunoProcess.Run(
            "benchmark", "memory", "quickstart", "--compute-only", "--horizons", "10", "--methods", "bruno", "--device", "cpu", "--json", "--no-progress", "--output", folder["own"]);
        BrunoProcess.Outcome said = BrunoProcess.Run(
            "benchmark", "memory", "quickstart", "--compute-only", "--horizons", "10", "--methods", "bruno", "--device", "cpu", "--json", "--no-progress", "--output", folder["said"],
            "--inputs", "12", "--outputs", "8");
        Assert.Equal(0, own.ExitCode);
        Assert.Equal(said.Output, own.Output);
        Assert.Equal(8, JsonDocument.Parse(own.Output).RootElement[0].GetProperty("outputs").GetInt32());
    }

    private void RequireComplete()
    {
        foreach (string file in new[] { "config.resolved.toml", "metrics.csv", "environment.json", "summary.json", "checkpoints/last.ckpt", "checkpoints/best.ckpt", "plots/learning-curve.png" })
            Assert.True(File.Exists(folder["run", file]), file);
        Assert.Equal(7, File.ReadAllLines(folder["run", "metrics.csv"]).Length);
    }

    private static int Shell(string arguments)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "bruno.dll")}' {arguments}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)));
        return process.ExitCode;
    }
}
