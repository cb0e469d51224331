using Bruno.Gpu.Plots;
using ScottPlot;

namespace Bruno.Gpu.Tests.Plots;

public sealed class HiddenSeriesTests
{
    private static PlotSeries Series(string label, double[] x, params double[] y) => new(label, x, y, SeriesStyle.Of(0));

    private static int?[] Find(params PlotSeries[] series) => HiddenSeries.Find(series, 0.01);

    [Fact]
    public void A_series_lies_on_the_first_that_it_follows()
    {
        double[] x = [1, 2, 3];
        Assert.Equal(
            [null, 0, null, 0, 2],
            Find(Series("a", x, 1, 2, 3), Series("b", x, 1, 2.005, 3), Series("c", x, 1, 2, 3.1), Series("d", x, 1.001, 2, 3), Series("e", x, 1, 2, 3.105)));
    }

    [Fact]
    public void Points_between_those_of_the_other_are_on_its_line_and_beyond_it_are_not()
    {
        PlotSeries line = Series("line", [0, 10], 0, 10);
        Assert.Equal([null, 0], Find(line, Series("inner", [2, 5], 2, 5)));
        Assert.Equal([null, 0], Find(Series("inner", [2, 5], 2, 5), line));
        Assert.Equal([null, null], Find(line, Series("longer", [2, 12], 2, 12)));
        Assert.Equal([null, 0], Find(Series("point", [4], 4), line));
        Assert.Equal([null, null], Find(Series("point", [4], 4.2), line));
    }

    [Fact]
    public void Stairs_and_points_without_a_line()
    {
        double[] x = [0, 1, 1, 2];
        Assert.Equal([null, 0], Find(Series("a", x, 1, 1, 0, 0), Series("b", x, 1, 1, 0, 0)));
        Assert.Equal([null, null], Find(Series("a", x, 1, 1, 0, 0), Series("b", x, 1, 1, 0, 0) with { HasLine = false }));
        Assert.Equal([null, null], Find(Series("a", []), Series("b", [])));
    }

    /// <summary>The upper ones are dashed and narrower than what they lie on, each differently.</summary>
    [Fact]
    public void What_is_below_is_seen_between_the_dashes()
    {
        double[] x = [1, 2];
        PlotSeries[] series = [Series("a", x, 1, 2), Series("b", x, 1, 2), Series("c", x, 1, 2), Series("other", x, 5, 5)];
        IReadOnlyList<PlotSeries> shown = HiddenSeries.Show(series, HiddenSeries.Find(series, 0.01));
        Assert.All(shown.Skip(1).Take(2), above => Assert.True(shown[0].LineWidth > 1.5 * above.LineWidth));
        Assert.True(shown[0].MarkerSize > shown[1].MarkerSize && shown[1].MarkerSize > shown[2].MarkerSize);
        Assert.Empty(shown[0].Style.Pattern.Intervals);
        for (float at = 0.1f; at < 50; at += 0.5f)
            Assert.False(IsDrawn(shown[1].Style.Pattern, at) && IsDrawn(shown[2].Style.Pattern, at));
        Assert.Contains(Enumerable.Range(0, 40), at => !IsDrawn(shown[1].Style.Pattern, at) && !IsDrawn(shown[2].Style.Pattern, at));
        Assert.Contains(Enumerable.Range(0, 40), at => IsDrawn(shown[1].Style.Pattern, at));
        Assert.Contains(Enumerable.Range(0, 40), at => IsDrawn(shown[2].Style.Pattern, at));
        Assert.Equal(series[3], shown[3]);
    }

    private static bool IsDrawn(LinePattern dashes, float at) => (at + dashes.Phase) % dashes.Intervals.Sum() < dashes.Intervals[0];
}
