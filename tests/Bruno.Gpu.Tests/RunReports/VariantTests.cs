using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.RunReports.Variants;

namespace Bruno.Gpu.Tests.RunReports;

public sealed class VariantTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void RunsAreFoundBelowFoldersNumbersBySize()
    {
        foreach (string name in new[] { "sweep/trials/seed 10", "sweep/trials/seed 9", "sweep/trials/größe/seed 1", "alone" })
            MadeRuns.Write(folder[name], 0);
        Directory.CreateDirectory(folder["sweep/trials/seed 9/checkpoints/copy"]);
        File.Copy(folder["alone/config.resolved.toml"], folder["sweep/trials/seed 9/checkpoints/copy/config.resolved.toml"]);

        // What lies within a run is part of it; a run that is named twice is there once.
        Assert.Equal(
            ["größe/seed 1", "seed 9", "seed 10", "alone"],
            RunSearch.Find([folder["sweep"], folder["alone"], folder["sweep/trials/seed 9"]]).Select(run => run.Name));
    }

    /// <summary>A sweep with named variants names them, where all runs are of such.</summary>
    [Fact]
    public void VariantsAreCalledWhatTheirSweepCallsThem()
    {
        MadeRuns.Write(folder["0"], 0, bits: 3);
        MadeRuns.Write(folder["1"], 1, bits: 3);
        MadeRuns.Write(folder["2"], 0);
        IReadOnlyList<ReportedRun> Read(string? last) =>
            [.. new[] { ("0", "few bits"), ("1", "few bits"), ("2", last) }.Select(run => ReportedRun.Read(run.Item1, new(folder[run.Item1]), run.Item2))];

        Assert.Equal(["few bits", "float"], Variant.Of(Read("float")).Select(variant => variant.Name));
        Assert.Equal(["bits 3", "bits none"], Variant.Of(Read(null)).Select(variant => variant.Name));
        Assert.Equal(["bits 3", "bits none"], Variant.Of(Read("few bits")).Select(variant => variant.Name));
    }

    [Fact]
    public void EqualNamesOfTwoSweepsAreTheirPaths()
    {
        MadeRuns.Write(folder["a/trials/x"], 0);
        MadeRuns.Write(folder["b/trials/x"], 1);

        Assert.Equal([folder["a/trials/x"], folder["b/trials/x"]], RunSearch.Find([folder["a"], folder["b"]]).Select(run => run.Name));
    }

    [Fact]
    public void FoldersWithoutRunsAreRefused()
    {
        Directory.CreateDirectory(folder["empty"]);
        Assert.Equal(ExitCode.Data, Assert.Throws<BrunoException>(() => RunSearch.Find([folder["empty"]])).ExitCode);
        Assert.Contains("no folder", Assert.Throws<BrunoException>(() => RunSearch.Find([folder["nowhere"]])).Message, StringComparison.Ordinal);
    }

    /// <summary>Runs that differ in the seed and in where they ran are of one variant.</summary>
    [Fact]
    public void VariantsAreNamedByWhatDiffers()
    {
        MadeRuns.Write(folder["0"], 0, bits: 3);
        MadeRuns.Write(folder["1"], 1, bits: 3, change: run => run with { Device = "cuda:1", Memory = run.Memory with { Limit = "2GB" } });
        MadeRuns.Write(folder["2"], 0);
        MadeRuns.Write(folder["3"], 0, change: run => run with { Gradient = new() { Method = GradientKind.Exact } });

        IReadOnlyList<Variant> variants = Variants();

        Assert.Equal(["bits 3, method bruno", "bits none, method bruno", "bits none, method exact"], variants.Select(variant => variant.Name));
        Assert.Equal(["0", "1"], variants[0].Runs.Select(run => run.Name));
        Assert.Equal([3, null, null], variants.Select(variant => variant.Bits));
    }

    [Fact]
    public void KeysThatEndAlikeAreToldApart()
    {
        MadeRuns.Write(folder["0"], 0, change: run => run with { Synapses = run.Synapses with { NonIdealities = new() { Variability = new() { Sigma = 0.05 } } } });
        MadeRuns.Write(folder["1"], 0, change: run => run with { Synapses = run.Synapses with { NonIdealities = new() { Programming = new() { Sigma = 0.1 } } } });
        MadeRuns.Write(folder["2"], 0);

        Assert.Equal(
            ["d2d.sigma 0.05, programming.sigma 0.0", "d2d.sigma 0.0, programming.sigma 0.1", "d2d.sigma 0.0, programming.sigma 0.0"], Variants().Select(variant => variant.Name));
    }

    [Fact]
    public void RunsThatDidNotEndTakeNoPart()
    {
        MadeRuns.Write(folder["0"], 0, accuracy: 0.5);
        MadeRuns.Write(folder["1"], 1, accuracy: 0.75, isComplete: false);

        Variant variant = Assert.Single(Variants());

        Assert.Equal("all runs", variant.Name);
        Assert.Equal(0.5, variant.Of(run => run.Best("test")?.Accuracy)!.Mean);
        Assert.Equal("unfinished", variant.Runs[1].Status);
        // What it reached is told all the same, of the epoch with the lowest validation loss.
        Assert.Equal(0.75, variant.Runs[1].Best("test")!.Accuracy);
    }

    [Fact]
    public void WhatIsDamagedIsNamedAndTheRestIsRead()
    {
        MadeRuns.Write(folder["whole"], 0);
        MadeRuns.Write(folder["summary"], 1);
        File.WriteAllText(folder["summary/summary.json"], "{ \"status\": ");
        MadeRuns.Write(folder["metrics"], 2);
        File.WriteAllText(folder["metrics/metrics.csv"], "epoch,split\n1,train\n");
        MadeRuns.Write(folder["settings"], 3);
        File.WriteAllText(folder["settings/config.resolved.toml"], "seed = 3\nnonsense = 1\n");
        MadeRuns.WriteChips(folder["whole"], 0.9, 0.5);
        File.WriteAllText(folder["whole/chips.csv"], "chip\n");

        ReportedRun[] runs = [.. RunSearch.Find([folder.Path]).Select(found => ReportedRun.Read(found.Name, found.Folder))];

        Assert.Contains("its metrics cannot be read", Assert.Single(runs[0].Faults), StringComparison.Ordinal);
        Assert.Contains("nonsense", Assert.Single(runs[1].Faults), StringComparison.Ordinal);
        Assert.Contains("its summary cannot be read", Assert.Single(runs[2].Faults), StringComparison.Ordinal);
        Assert.Contains("chips cannot be read", Assert.Single(runs[3].Faults), StringComparison.Ordinal);
        Assert.Equal([0, 1, 1], Variant.Of(runs).SelectMany(variant => variant.Runs).Select(run => run.Chips.Count + (run.IsComplete ? 1 : 0)).Order());
    }

    private IReadOnlyList<Variant> Variants() => Variant.Of([.. RunSearch.Find([folder.Path]).Select(found => ReportedRun.Read(found.Name, found.Folder))]);
}
