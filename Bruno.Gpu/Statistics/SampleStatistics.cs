namespace Bruno.Gpu.Statistics;

/// <summary>What a sample of numbers says of what it was drawn from.</summary>
/// <param name="Count">How many numbers there are, at least 1.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">The standard deviation of the sample (n - 1); none of a single number.</param>
public sealed record SampleStatistics(int Count, double Mean, double? Deviation)
{
    /// <summary>The statistics of some numbers; none where there are none. The mean of equal numbers is that number, and they do not deviate.</summary>
    public static SampleStatistics? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return null;
        // Differences from the first: sums of equal numbers would round.
        double first = values.First(), mean = first + values.Sum(value => value - first) / values.Count;
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return new(values.Count, mean, values.Count > 1 ? Math.Sqrt(squares / (values.Count - 1)) : null);
    }
}
