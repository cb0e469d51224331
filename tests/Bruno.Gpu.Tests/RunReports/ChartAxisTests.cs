using Bruno.Gpu.RunReports.Charts;

namespace Bruno.Gpu.Tests.RunReports;

public sealed class ChartAxisTests
{
    [Theory]
    [InlineData(0, 100, "0,20,40,60,80,100")]
    [InlineData(0, 1, "0.0,0.2,0.4,0.6,0.8,1.0")]
    [InlineData(-0.034, 0.012, "−0.03,−0.02,−0.01,0.00,0.01")]
    [InlineData(67.19, 67.71, "67.2,67.3,67.4,67.5,67.6,67.7")]
    public void TicksAreAtRoundNumbers(double from, double to, string ticks) =>
        Assert.Equal(ticks, string.Join(',', ChartAxis.Linear("", from, to).Ticks.Select(tick => tick.Text)));

    [Fact]
    public void AWideRangeIsLogarithmic()
    {
        ChartAxis axis = ChartAxis.Of("", [1, 100], canBeLogarithmic: true);
        Assert.True(axis.IsLogarithmic);
        Assert.Equal(0.5, axis.Share(10), 1e-12);
        Assert.False(ChartAxis.Of("", [1, 20], canBeLogarithmic: true).IsLogarithmic);
        Assert.False(ChartAxis.Of("", [0, 20], canBeLogarithmic: true).IsLogarithmic);
    }

    [Fact]
    public void EqualValuesNothingAndNoNumbersHaveAnAxisAllTheSame()
    {
        foreach (double[] values in new double[][] { [], [5], [0, 0], [double.NaN, double.PositiveInfinity] })
        {
            ChartAxis axis = ChartAxis.Of("", values);
            Assert.True(double.IsFinite(axis.From) && axis.To > axis.From && axis.Ticks.Count > 0);
        }
    }
}
