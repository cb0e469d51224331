namespace Bruno.Gpu.Fitting;

/// <summary>The residuals of a measured column of a trace.</summary>
/// <param name="Trace">The trace.</param>
/// <param name="Column">The column.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Points">How many there are.</param>
/// <param name="Rmse">The root of the mean square, in that unit.</param>
/// <param name="Spread">The standard deviation of what was measured, in that unit.</param>
/// <param name="ReducedChiSquare">The mean of squared residuals over the variance of the noise; none where that is not known.</param>
/// <param name="Autocorrelation">The correlation of neighbouring residuals; 0 in noise without memory.</param>
/// <param name="RunsZ">By how many standard deviations there are more runs of a sign than by chance (Wald and Wolfowitz 1940); below -3, the model misses something.</param>
internal sealed record SeriesStatistics(
    string Trace, string Column, string Unit, int Points, double Rmse, double Spread, double? ReducedChiSquare, double Autocorrelation, double RunsZ)
{
    /// <summary>The statistics of residuals in the order of time.</summary>
    public static SeriesStatistics Of(MeasuredTrace trace, MeasuredSeries series, double[] residuals)
    {
        int count = residuals.Length;
        double squares = residuals.Sum(value => value * value), mean = residuals.Average();
        double variance = residuals.Sum(value => (value - mean) * (value - mean));
        double neighbours = Enumerable.Range(1, count - 1).Sum(i => (residuals[i] - mean) * (residuals[i - 1] - mean));
        double? chi = series.Sigma is null ? null : residuals.Select((value, i) => value * value / (series.Sigma[i] * series.Sigma[i])).Average();
        double middle = series.Values.Average(), spread = Math.Sqrt(series.Values.Average(value => (value - middle) * (value - middle)));
        return new(trace.Name, series.Column, series.Unit, count, Math.Sqrt(squares / count), spread, chi, variance > 0 ? neighbours / variance : 0, Runs(residuals));
    }

    private static double Runs(double[] residuals)
    {
        bool[] signs = [.. residuals.Where(value => value != 0).Select(value => value > 0)];
        double above = signs.Count(sign => sign), below = signs.Length - above, all = signs.Length;
        if (above == 0 || below == 0 || all < 10)
            return 0;
        double runs = 1 + Enumerable.Range(1, signs.Length - 1).Count(i => signs[i] != signs[i - 1]);
        double expected = 2 * above * below / all + 1, variance = (expected - 1) * (expected - 2) / (all - 1);
        return variance > 0 ? (runs - expected) / Math.Sqrt(variance) : 0;
    }
}
