using Bruno.Gpu.Statistics;

namespace Bruno.Gpu.Tests.Statistics;

public sealed class StatisticsTests
{
    /// <summary>32 is the sum of the squares, 7 the degrees of freedom.</summary>
    [Fact]
    public void MeanAndDeviationOfASample()
    {
        SampleStatistics found = SampleStatistics.Of([2, 4, 4, 4, 5, 5, 7, 9])!;
        Assert.Equal((8, 5.0), (found.Count, found.Mean));
        Assert.Equal(Math.Sqrt(32.0 / 7), found.Deviation!.Value, 15);
    }

    [Fact]
    public void EqualNumbersDoNotDeviate() => Assert.Equal(new SampleStatistics(3, 0.1, 0), SampleStatistics.Of([0.1, 0.1, 0.1]));

    [Fact]
    public void ASingleNumberHasNoDeviationAndNoneHasNothing()
    {
        Assert.Equal(new SampleStatistics(1, 0.3, null), SampleStatistics.Of([0.3]));
        Assert.Null(SampleStatistics.Of([]));
    }

    /// <summary>Student's sleep data (1908), as R's t.test(paired = TRUE) has them: t = 4.0621, p = 0.002833, 0.7001142 to 2.4598858.</summary>
    [Fact]
    public void StudentsSleep()
    {
        double[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        PairedDifference found = PairedDifference.Of([.. first.Zip(second)])!;
        Assert.Equal(1.58, found.Differences.Mean, 12);
        Assert.Equal(0.7001142, found.Low!.Value, 7);
        Assert.Equal(2.4598858, found.High!.Value, 7);
        Assert.Equal(0.002833, found.PValue!.Value, 6);
    }

    /// <summary>The table of t for three degrees of freedom, 5.8409 at 99 %; the deviation of 1, 2, 3, 4 is sqrt(5/3).</summary>
    [Fact]
    public void AnotherConfidence()
    {
        PairedDifference found = PairedDifference.Of([(0, 1), (0, 2), (0, 3), (0, 4)], confidence: 0.99)!;
        Assert.Equal(2.5 - 5.8409 * Math.Sqrt(5.0 / 3) / 2, found.Low!.Value, 4);
    }

    [Fact]
    public void PairsThatDoNotDeviate()
    {
        Assert.Equal((1.0, 1.0, 0.0), (PairedDifference.Of([(1, 2), (3, 4)])!.Low, PairedDifference.Of([(1, 2), (3, 4)])!.High, PairedDifference.Of([(1, 2), (3, 4)])!.PValue));
        Assert.Equal(1.0, PairedDifference.Of([(1, 1), (3, 3)])!.PValue);
        Assert.Null(PairedDifference.Of([(1, 2)])!.Low);
    }

    [Fact]
    public void ATableInEveryFormat()
    {
        ResultTable table = new(["variant", "accuracy (%)"], [["FeLIF_3, \"x\" | 50%", "93.4 ± 1.2"]], 1);
        Assert.Equal("variant,accuracy (%)\n\"FeLIF_3, \"\"x\"\" | 50%\",93.4 ± 1.2\n", table.ToCsv());
        Assert.Equal("| variant | accuracy (%) |\n| --- | ---: |\n| FeLIF_3, \"x\" \\| 50% | 93.4 ± 1.2 |\n", table.ToMarkdown());
        Assert.Contains("\\begin{tabular}{lr}\n\\toprule\nvariant & accuracy (\\%) \\\\\n\\midrule\nFeLIF\\_3, \"x\" | 50\\% & 93.4 $\\pm$ 1.2 \\\\\n\\bottomrule", table.ToLatex());
    }
}
