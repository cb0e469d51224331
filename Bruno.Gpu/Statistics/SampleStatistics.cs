using MathNet.Numerics.Statistics;

namespace Bruno.Gpu.Statistics;

/// <summary>What a sample says of what it was drawn from: of runs that differ only in their seed, say.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation as that of a sample, divided by n - 1; none of a single value.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
public sealed record SampleStatistics(int Count, double Mean, double? Deviation, double Minimum, double Maximum)
{
    /// <summary>The statistics of some values.</summary>
    /// <returns>None of no values.</returns>
    public static SampleStatistics? Of(IReadOnlyList<double> values) => values.Count == 0
        ? null
        : new(values.Count, values.Mean(), values.Count > 1 ? values.StandardDeviation() : null, values.Min(), values.Max());

    /// <summary>Where the mean of what the values were drawn from lies, by Student's t, should that be a normal distribution; none of a single value.</summary>
    /// <param name="confidence">How often such an interval holds that mean, above 0 and below 1.</param>
    public ConfidenceInterval? MeanInterval(double confidence = ConfidenceInterval.Usual) =>
        Deviation is double deviation ? ConfidenceInterval.OfMean(Mean, deviation, Count, confidence) : null;
}
