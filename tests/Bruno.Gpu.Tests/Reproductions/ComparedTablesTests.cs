using Bruno.Gpu.Reproductions;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Reproductions;

/// <summary>Figures side by side, against values by hand.</summary>
public sealed class ComparedTablesTests
{
    private static readonly PublishedResult[] Published =
    [
        new() { Of = ["LIF", "3"], Figure = ResultFigure.LastAccuracy, Mean = 0.4, Deviation = 0.25, Seeds = 50, Remark = "many at chance" },
        new() { Of = ["LIF", "8"], Figure = ResultFigure.LastAccuracy, Mean = 0.9 },
        new() { Of = ["FeLIF", "none"], Figure = ResultFigure.LastAccuracy, Mean = 0.95, Deviation = 0.01, Seeds = 50 },
    ];

    [Fact]
    public void MeansDeviationsAndDifferences()
    {
        // 0.5 and 0.7: mean 0.6, deviation 0.1 sqrt(2).
        ReportTable table = Assert.Single(ComparedTables.Of(Published, [Ours("LIF", "3", 0.5, 0.7), Ours("LIF", "none", 0.8), Ours("FeLIF", "none")]));
        Assert.Equal("compared_last_accuracy", table.Name);
        Assert.Equal(
            ["variant", "bits", "ours (%)", "n", "published (%)", "published n", "ours less published (points of %)", "remark"], table.Columns.Select(column => column.Title));
        Assert.Equal(
        [
            "LIF | 3 | 60.0 ± 14.1 | 2 | 40.0 ± 25.0 | 50 | 20.0 | many at chance",
            "LIF | none | 80.0 | 1 | – | – | – | –",
            "FeLIF | none | – | – | 95.0 ± 1.0 | 50 | – | not run here",
            "LIF | 8 | – | – | 90.0 | – | – | not run here",
        ], Rows(table));
    }

    [Fact]
    public void AllDigitsForPrograms()
    {
        string[] lines = TableText.Of(Assert.Single(ComparedTables.Of(Published, [Ours("LIF", "3", 0.5, 0.75)])), TableFormat.Csv).Split('\n');
        Assert.Equal("variant,bits,ours_mean,ours_deviation,ours_n,published_mean,published_deviation,published_n,difference,remark", lines[0]);
        Assert.StartsWith("LIF,3,0.625,0.17677669529663", lines[1]);
        Assert.EndsWith(",2,0.4,0.25,50,0.22499999999999998,many at chance", lines[1]);
    }

    /// <summary>Bytes and seconds are compared by ratios, in the unit that people read.</summary>
    [Fact]
    public void MemoryAndTimeAreRatios()
    {
        PublishedResult[] published = [new() { Of = ["bruno", "10"], Figure = ResultFigure.PeakBytes, Mean = 13e6 }];
        IReadOnlyList<ReportTable> tables = ComparedTables.Of(
            published, [MeasuredResult.OfMethod(ResultFigure.PeakBytes, "bruno", 10, 5.2e6), MeasuredResult.OfMethod(ResultFigure.Seconds, "bruno", 10, null)]);
        Assert.Equal(["compared_peak_bytes", "compared_seconds"], tables.Select(table => table.Name));
        Assert.Equal(["method", "steps", "ours (MB)", "n", "published (MB)", "ours / published"], tables[0].Columns.Select(column => column.Title));
        Assert.Equal(["bruno | 10 | 5.2 | 1 | 13.0 | 0.400"], Rows(tables[0]));
        Assert.Equal(["bruno | 10 | not run here"], Rows(tables[1]));
        Assert.Contains("No such figure is published", tables[1].Note);
    }

    /// <summary>The last epoch, not the best; trials that did not end take no part.</summary>
    [Fact]
    public void FiguresOfTrials()
    {
        TrialStatus[] trials = [Trained(0, 0.5, 0.75), Trained(1, 0.7, 0.8), new(Named(2), TrialState.Stopped, 3)];
        Reproduction accuracies = new() { Measures = [ResultFigure.LastAccuracy, ResultFigure.BestAccuracy] };
        IReadOnlyList<MeasuredResult> found = SweepResults.Of(accuracies, trials);
        Assert.Equal([(ResultFigure.LastAccuracy, 2, 0.6), (ResultFigure.BestAccuracy, 2, 0.775)], found.Select(result => (result.Figure, result.Value!.Count, Math.Round(result.Value.Mean, 12))));

        Reproduction losses = new() { Measures = [ResultFigure.EpochLoss], Epochs = [1, 3, 9] };
        IReadOnlyList<MeasuredResult> after = SweepResults.Of(losses, trials);
        Assert.Equal(["LIF 1", "LIF 3", "LIF 9"], after.Select(result => string.Join(' ', result.Labels.Select(label => label.Value))));
        Assert.Equal([0.25, 0.75, null], after.Select(result => result.Value?.Mean));
    }

    private static string[] Rows(ReportTable table) => [.. table.Rows.Select(row => string.Join(" | ", row.Select((cell, i) => cell.Show(table.Columns[i]))))];

    private static MeasuredResult Ours(string variant, string bits, params double[] values) => new(
        ResultFigure.LastAccuracy, [new(TrialLabel.Variant, variant), new("synapses.quantisation.bits", bits)], SampleStatistics.Of(values));

    private static Trial Named(ulong seed) => new($"LIF,seed={seed}", [new(TrialLabel.Variant, "LIF")], [], seed);

    private static TrialStatus Trained(ulong seed, double last, double best) => new(Named(seed), TrialState.Finished, 3)
    {
        // Test losses 0.25, 0.5, 0.75 after epochs 1, 2, 3.
        Metrics = [.. from epoch in Enumerable.Range(1, 3) from split in (string[])["train", "test"] select new MetricsRow { Epoch = epoch, Split = split, Loss = split == "test" ? 0.25 * epoch : 9 }],
        Summary = new()
        {
            Status = "completed", Epochs = 3, BestEpoch = 2, Best = Splits(best), Last = Splits(last), Gradient = "bruno", Parameters = 1, Seconds = 1,
            DeviceBytesPeak = 1, DeviceBytes = new Dictionary<string, long>(), Seed = seed, Device = "cpu",
        },
    };

    private static Dictionary<string, SplitSummary> Splits(double accuracy) => new()
    {
        ["validation"] = new(0.1, 0.99, null, null), ["test"] = new(0.2, accuracy, null, null),
    };
}
