using Bruno.Gpu.Statistics;

namespace Bruno.Gpu.Tests.Statistics;

/// <summary>Numbers by hand, and quantiles of Student's t as tables print them (95 %, two-sided: 12.7062 of 1 degree of freedom, 4.30265 of 2, 2.26216 of 9).</summary>
public sealed class StatisticsTests
{
    [Fact]
    public void MeanAndDeviationAreThoseOfASample()
    {
        SampleStatistics statistics = SampleStatistics.Of([2, 4, 4, 4, 5, 5, 7, 9])!;

        // Squares about 5: 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, over 7.
        Assert.Equal(8, statistics.Count);
        Assert.Equal(5, statistics.Mean);
        Assert.Equal(Math.Sqrt(32.0 / 7), statistics.Deviation!.Value, 1e-14);
        Assert.Equal((2, 9), (statistics.Minimum, statistics.Maximum));
    }

    [Fact]
    public void OneValueHasNoDeviationAndNoInterval()
    {
        SampleStatistics statistics = SampleStatistics.Of([0.25])!;

        Assert.Equal(0.25, statistics.Mean);
        Assert.Null(statistics.Deviation);
        Assert.Null(statistics.MeanInterval());
        Assert.Null(SampleStatistics.Of([]));
    }

    [Theory]
    [InlineData(2, 0.95, 12.706204736432095)]
    [InlineData(3, 0.95, 4.302652729911275)]
    [InlineData(10, 0.95, 2.2621571628540993)]
    [InlineData(10, 0.99, 3.2498355440153697)]
    [InlineData(31, 0.90, 1.697260886593957)]
    public void IntervalIsThatOfStudent(int count, double confidence, double quantile)
    {
        ConfidenceInterval interval = ConfidenceInterval.OfMean(1, 2, count, confidence);

        double half = quantile * 2 / Math.Sqrt(count);
        Assert.Equal(1 - half, interval.Lower, 1e-7);
        Assert.Equal(1 + half, interval.Upper, 1e-7);
        Assert.True(interval.Holds(1) && interval.Holds(interval.Lower) && !interval.Holds(interval.Upper + 1e-6));
    }

    [Fact]
    public void PairsAreOfCommonSeeds()
    {
        Dictionary<ulong, double> first = new() { [0] = 0.80, [1] = 0.90, [2] = 0.85, [7] = 0.1 }, second = new() { [2] = 0.81, [0] = 0.78, [1] = 0.84, [9] = 1 };

        PairedDifference difference = PairedDifference.Of(first, second)!;

        // 0.02, 0.06, 0.04: mean 0.04, deviation 0.02; t = 0.04 / (0.02 / sqrt 3) = 2 sqrt 3, and of 2 degrees of freedom p = 1 - t / sqrt(t^2 + 2).
        Assert.Equal(3, difference.Differences.Count);
        Assert.Equal(0.04, difference.Differences.Mean, 1e-14);
        Assert.Equal(0.02, difference.Differences.Deviation!.Value, 1e-14);
        Assert.Equal(0.04 - 4.302652729911275 * 0.02 / Math.Sqrt(3), difference.Interval!.Lower, 1e-10);
        Assert.Equal(0.04 + 4.302652729911275 * 0.02 / Math.Sqrt(3), difference.Interval.Upper, 1e-10);
        Assert.Equal(1 - Math.Sqrt(12.0 / 14), difference.PValue!.Value, 1e-12);
    }

    [Fact]
    public void PairsThatSayLittleSaySo()
    {
        Dictionary<int, double> first = new() { [0] = 0.5, [1] = 0.75 };

        Assert.Null(PairedDifference.Of(first, new Dictionary<int, double> { [2] = 1 }));
        PairedDifference single = PairedDifference.Of(first, new Dictionary<int, double> { [1] = 0.25 })!;
        Assert.Equal(0.5, single.Differences.Mean);
        Assert.Null(single.Interval);
        Assert.Null(single.PValue);
        PairedDifference same = PairedDifference.Of(first, new Dictionary<int, double> { [0] = 0.25, [1] = 0.5 })!;
        Assert.Equal((0.25, 0.25), (same.Interval!.Lower, same.Interval.Upper));
        Assert.Null(same.PValue);
    }

    [Fact]
    public void FrontIsWhatNothingBeats()
    {
        (double, double)[] points = [(3, 0.9), (1, 0.5), (2, 0.5), (2, 0.7), (4, 0.9), (1, 0.5), (2.5, 0.6)];

        Assert.Equal([1, 5, 3, 0], ParetoFront.Of(points));
        Assert.Empty(ParetoFront.Of([]));
    }

    [Fact]
    public void EqualNumbersDoNotDeviate() => Assert.Equal(new SampleStatistics(3, 0.1, 0, 0.1, 0.1), SampleStatistics.Of([0.1, 0.1, 0.1]));

    /// <summary>Student's sleep data (1908), as R's t.test(paired = TRUE) has them: t = 4.0621, p = 0.002833, 0.7001142 to 2.4598858.</summary>
    [Fact]
    public void StudentsSleep()
    {
        double[] first = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4], second = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        PairedDifference found = PairedDifference.Of(first.Index().ToDictionary(), second.Index().ToDictionary())!;
        Assert.Equal(1.58, found.Differences.Mean, 12);
        Assert.Equal(0.7001142, found.Interval!.Lower, 7);
        Assert.Equal(2.4598858, found.Interval.Upper, 7);
        Assert.Equal(0.002833, found.PValue!.Value, 6);
    }

    [Fact]
    public void ATableInEveryFormat()
    {
        ResultTable table = new(["variant", "accuracy (%)"], [["FeLIF_3, \"x\" | 50%", "93.4 ± 1.2"]], 1);
        Assert.Equal("variant,accuracy (%)\n\"FeLIF_3, \"\"x\"\" | 50%\",93.4 ± 1.2\n", table.ToCsv());
        Assert.Equal("| variant | accuracy (%) |\n|---|--:|\n| FeLIF_3, \"x\" \\| 50% | 93.4 ± 1.2 |\n", table.ToMarkdown());
        Assert.Contains("\\begin{tabular}{lr}\n\\toprule\nvariant & accuracy (\\%) \\\\\n\\midrule\nFeLIF\\_3, \"x\" \\textbar{} 50\\% & 93.4 $\\pm$ 1.2 \\\\\n\\bottomrule", table.ToLatex());
    }
}
