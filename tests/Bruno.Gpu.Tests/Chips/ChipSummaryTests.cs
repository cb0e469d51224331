using Bruno.Gpu.Chips;

namespace Bruno.Gpu.Tests.Chips;

public sealed class ChipSummaryTests
{
    /// <summary>Quantiles by hand: between the two neighbours, in proportion (what spreadsheets call inclusive).</summary>
    [Fact]
    public void QuantilesAndYieldOfFiveChips()
    {
        ChipSummary summary = ChipSummary.Of(Rows(0, 0.5, 0.9, 0.7, 0.6, 0.8), 0.7).Single();
        Assert.Equal(5, summary.Chips);
        Assert.Equal(0.7, summary.AccuracyMean, 1e-12);
        Assert.Equal(Math.Sqrt(0.025), summary.AccuracyDeviation, 1e-12);
        Assert.Equal((0.5, 0.9, 0.7), (summary.AccuracyMinimum, summary.AccuracyMaximum, summary.AccuracyMedian));
        Assert.Equal(0.52, summary.AccuracyQuantile05, 1e-12);
        Assert.Equal(0.6, summary.AccuracyQuantile25, 1e-12);
        Assert.Equal(0.8, summary.AccuracyQuantile75, 1e-12);
        Assert.Equal(0.88, summary.AccuracyQuantile95, 1e-12);
        Assert.Equal(0.6, summary.Yield, 1e-12);
        Assert.Equal(2, summary.LossMean);
    }

    [Fact]
    public void OneChipHasNoDeviation()
    {
        ChipSummary summary = ChipSummary.Of(Rows(0, 0.25), 0.5).Single();
        Assert.Equal((0.25, 0.0, 0.25, 0.0), (summary.AccuracyMean, summary.AccuracyDeviation, summary.AccuracyQuantile95, summary.Yield));
    }

    [Fact]
    public void TimesAreSummarisedApart()
    {
        IReadOnlyList<ChipSummary> summaries = ChipSummary.Of([.. Rows(60, 0.2, 0.4), .. Rows(0, 0.6, 0.8)], 0.5);
        Assert.Equal([0, 60], summaries.Select(summary => summary.AfterSeconds));
        Assert.Equal([1, 0], summaries.Select(summary => summary.Yield));
    }

    private static IEnumerable<ChipMetrics> Rows(double after, params double[] accuracies) => accuracies.Select((accuracy, chip) => new ChipMetrics
    {
        Chip = chip, ChipSeed = 1, AfterSeconds = after, Loss = 2, Accuracy = accuracy, SpikeRate = 0, SynapticOperations = 0,
    });
}
