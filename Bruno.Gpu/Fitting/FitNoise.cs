namespace Bruno.Gpu.Fitting;

/// <summary>
/// The standard deviation of every number that was measured. Where the noise of a column is not known, it is first taken for the spread of its
/// values, so that columns in different units count alike, and then judged by the residuals.
/// </summary>
internal sealed class FitNoise
{
    /// <summary>The least noise, as a share of the spread: data without any, made by this program, are fitted to rounding.</summary>
    private const double Least = 1e-9;

    private readonly IReadOnlyList<MeasuredTrace> traces;

    /// <summary>Takes the noise of traces as it is known, or for the spread of values.</summary>
    public FitNoise(IReadOnlyList<MeasuredTrace> traces)
    {
        this.traces = traces;
        Observed = Flat((_, series, row) => series.Values[row]);
        Dictionary<MeasuredSeries, double> spreads = traces.SelectMany(trace => trace.Series).ToDictionary(series => series, SpreadOf);
        Sigma = Flat((_, series, row) => (series.Sigma?[row] ?? spreads[series]) / Math.Sqrt(series.Weight));
        IsKnown = traces.All(trace => trace.Series.All(series => series.Sigma is not null));
    }

    /// <summary>What was measured, in the order of <see cref="FitModel"/>.</summary>
    public double[] Observed { get; }

    /// <summary>The standard deviation of each number, its weight in it.</summary>
    public double[] Sigma { get; private set; }

    /// <summary>Whether the noise of all columns is known.</summary>
    public bool IsKnown { get; }

    /// <summary>Whether columns differ in noise that is not known, so that the residuals change what is best.</summary>
    public bool IsShared => !IsKnown && traces.Sum(trace => trace.Series.Count) > 1;

    /// <summary>Judges what is not known by the residuals.</summary>
    /// <param name="values">What the model says.</param>
    /// <param name="parameters">How many parameters were fitted.</param>
    public void Judge(double[] values, int parameters)
    {
        // All traces of a column share their noise.
        Dictionary<(string, int), (double Squares, int Count, double Spread)> sums = [];
        Each(values, (series, row, residual) =>
        {
            (double squares, int count, double spread) = sums.GetValueOrDefault((series.Column, series.Quantity));
            sums[(series.Column, series.Quantity)] = (squares + residual * residual, count + 1, row == 0 ? Math.Max(spread, SpreadOf(series)) : spread);
        });
        double share = Math.Max(1.0 / Observed.Length, 1 - (double)parameters / Observed.Length);
        Sigma = Flat((_, series, row) =>
        {
            (double squares, int count, double spread) = sums[(series.Column, series.Quantity)];
            return (series.Sigma?[row] ?? Math.Max(Math.Sqrt(squares / (count * share)), Least * spread)) / Math.Sqrt(series.Weight);
        });
    }

    /// <summary>The residuals of each series of each trace, in the order of time.</summary>
    public IEnumerable<(MeasuredTrace Trace, MeasuredSeries Series, double[] Residuals, double[] Fitted)> Residuals(double[] values)
    {
        int first = 0;
        foreach (MeasuredTrace trace in traces)
        {
            int width = trace.Series.Count, begin = first;
            for (int i = 0; i < width; ++i)
            {
                int number = i;
                double[] fitted = [.. Enumerable.Range(0, trace.Seconds.Length).Select(row => values[begin + row * width + number])];
                yield return (trace, trace.Series[i], [.. fitted.Zip(trace.Series[i].Values, (value, measured) => measured - value)], fitted);
            }

            first += trace.Seconds.Length * width;
        }
    }

    private static double SpreadOf(MeasuredSeries series)
    {
        double mean = series.Values.Average(), variance = series.Values.Average(value => (value - mean) * (value - mean));
        return variance > 0 ? Math.Sqrt(variance) : Math.Abs(mean) > 0 ? Math.Abs(mean) : 1;
    }

    private void Each(double[] values, Action<MeasuredSeries, int, double> use)
    {
        foreach ((_, MeasuredSeries series, double[] residuals, _) in Residuals(values))
        {
            for (int row = 0; row < residuals.Length; ++row)
                use(series, row, residuals[row]);
        }
    }

    private double[] Flat(Func<MeasuredTrace, MeasuredSeries, int, double> number) =>
        [.. traces.SelectMany(trace => Enumerable.Range(0, trace.Seconds.Length).SelectMany(row => trace.Series.Select(series => number(trace, series, row))))];
}
