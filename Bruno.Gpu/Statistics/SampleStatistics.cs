namespace Bruno.Gpu.Statistics;

/// <summary>What a sample says of what it was drawn from: of runs that differ only in their seed, say.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation as that of a sample, divided by n - 1; none of a single value.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
internal sealed record SampleStatistics(int Count, double Mean, double? Deviation, double Minimum, double Maximum)
{
    /// <summary>The statistics of some values. The mean of equal values is that value, and they do not deviate.</summary>
    /// <returns>None of no values.</returns>
    public static SampleStatistics? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return null;
        // Differences from the first: sums of equal numbers would round.
        double first = values.First(), mean = first + values.Sum(value => value - first) / values.Count;
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return new(values.Count, mean, values.Count > 1 ? Math.Sqrt(squares / (values.Count - 1)) : null, values.Min(), values.Max());
    }

    /// <summary>Where the mean of what the values were drawn from lies, by Student's t, should that be a normal distribution; none of a single value.</summary>
    /// <param name="confidence">How often such an interval holds that mean, above 0 and below 1.</param>
    public ConfidenceInterval? MeanInterval(double confidence = ConfidenceInterval.Usual) =>
        Deviation is double deviation ? ConfidenceInterval.OfMean(Mean, deviation, Count, confidence) : null;
}
