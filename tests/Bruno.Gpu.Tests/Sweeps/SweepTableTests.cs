using Bruno.Gpu.Errors;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Sweeps;

/// <summary>Two neurons by two bits, three seeds each, one of them failed: means and deviations by hand.</summary>
public sealed class SweepTableTests
{
    private readonly SweepTable table = SweepTable.Of(
    [
        Trial("LIF", "3", 0, 0.5, 0.7), Trial("LIF", "3", 1, 0.6, 0.8), Trial("LIF", "3", 2, 0.7, 0.9),
        Trial("LIF", "none", 0, 0.3, 0.9), Trial("LIF", "none", 1, 0.3, 0.9), Trial("LIF", "none", 2, 0.3, 0.9),
        Trial("FeLIF", "3", 0, 0.2, 0.6), Trial("FeLIF", "3", 1, 0.4, 0.8), Failed("FeLIF", "3", 2),
        Trial("FeLIF", "none", 0, 0.25, 1.0), Failed("FeLIF", "none", 1), Failed("FeLIF", "none", 2),
    ]);

    [Fact]
    public void MeansAndDeviationsOverSeeds()
    {
        ResultTable found = table.Readable();
        Assert.Equal(["variant", "bits", "n", "validation loss", "validation accuracy (%)", "test loss", "test accuracy (%)"], found.Columns);
        Assert.Equal(["LIF", "3", "3", "0.6000 ± 0.1000", "80.0 ± 10.0", "1.6000 ± 0.1000", "70.0 ± 10.0"], found.Rows[0]);
        Assert.Equal(["FeLIF", "3", "2 of 3", "0.3000 ± 0.1414", "70.0 ± 14.1", "1.3000 ± 0.1414", "60.0 ± 14.1"], found.Rows[2]);
        Assert.Equal(["FeLIF", "none", "1 of 3", "0.2500", "100.0", "1.2500", "90.0"], found.Rows[3]);
    }

    [Fact]
    public void AllDigitsForPrograms()
    {
        ResultTable found = table.Exact();
        int column = found.Columns.ToList().IndexOf("validation_loss_mean");
        Assert.Equal(["LIF", "none", "3", "3", "0"], found.Rows[1].Take(5));
        Assert.Equal(["0.3", "0"], found.Rows[1].Skip(column).Take(2));
        Assert.Equal(["0.25", ""], found.Rows[3].Skip(column).Take(2));
    }

    /// <summary>By validation loss: FeLIF with all bits, then LIF with them and FeLIF with 3 in a tie, in the order of the trials.</summary>
    [Fact]
    public void ValidationRanks() => Assert.Equal(
        ["FeLIF none", "LIF none", "FeLIF 3", "LIF 3"], table.Ranked.Select(row => string.Join(' ', row.Labels.Select(label => label.Value))));

    [Fact]
    public void AKeyAcross()
    {
        ResultTable found = table.Pivot(["variant"], "bits", "test", SweepMetric.Accuracy, exact: false);
        Assert.Equal(["variant", "bits = 3", "bits = none"], found.Columns);
        Assert.Equal([["LIF", "70.0 ± 10.0", "80.0 ± 0.0"], ["FeLIF", "60.0 ± 14.1", "90.0"]], found.Rows);
    }

    [Fact]
    public void WhatIsNotNamedIsNotMixed()
    {
        Assert.Contains("do not differ in 'bit'", Assert.Throws<BrunoException>(() => table.Pivot([], "bit", "test", SweepMetric.Loss, false)).Message);
        SweepTable wider = new([.. table.Rows.Select(row => row with { Labels = [.. row.Labels, new("gradient.method", "bruno")] })]);
        Assert.Contains("Trials differ in gradient.method besides", Assert.Throws<BrunoException>(() => wider.Pivot(["variant"], "bits", "test", SweepMetric.Loss, false)).Message);
    }

    private static TrialStatus Trial(string variant, string bits, ulong seed, double loss, double accuracy) => new(Named(variant, bits, seed), TrialState.Finished, 2)
    {
        Summary = new()
        {
            Status = "completed", Epochs = 2, BestEpoch = 2, Last = new Dictionary<string, SplitSummary>(), Gradient = "bruno", Parameters = 1, Seconds = 1,
            DeviceBytesPeak = 1, DeviceBytes = new Dictionary<string, long>(), Seed = seed, Device = "cpu",
            Best = new Dictionary<string, SplitSummary> { ["train"] = new(0, 1), ["validation"] = new(loss, accuracy), ["test"] = new(1 + loss, accuracy - 0.1) },
        },
    };

    private static TrialStatus Failed(string variant, string bits, ulong seed) => new(Named(variant, bits, seed), TrialState.Failed, 2) { Message = "diverged" };

    private static Trial Named(string variant, string bits, ulong seed) => new($"{variant}{bits}{seed}", [new(TrialLabel.Variant, variant), new("synapses.quantisation.bits", bits)], [], seed);
}
