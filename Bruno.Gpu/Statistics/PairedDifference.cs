using MathNet.Numerics.Distributions;

namespace Bruno.Gpu.Statistics;

/// <summary>
/// By how much one variant is above another, seed by seed: what a seed does to both is left out, so that fewer seeds tell them apart than two means
/// with their deviations would.
/// </summary>
/// <param name="Differences">First less second, over the seeds that both have.</param>
/// <param name="Interval">Where the mean difference lies, by Student's t; none of a single pair.</param>
/// <param name="PValue">
/// How likely differences of this size or above are were there none (two-sided t-test of pairs); none of a single pair, or where all differences are the same.
/// </param>
internal sealed record PairedDifference(SampleStatistics Differences, ConfidenceInterval? Interval, double? PValue)
{
    /// <summary>Compares two variants over the keys that both have.</summary>
    /// <param name="first">The values of one, by seed.</param>
    /// <param name="second">Those of the other.</param>
    /// <param name="confidence">The confidence of the interval, above 0 and below 1.</param>
    /// <returns>None where no key is common.</returns>
    public static PairedDifference? Of<TKey>(
        IReadOnlyDictionary<TKey, double> first, IReadOnlyDictionary<TKey, double> second, double confidence = ConfidenceInterval.Usual)
        where TKey : notnull
    {
        double[] differences = [.. first.Where(pair => second.ContainsKey(pair.Key)).Select(pair => pair.Value - second[pair.Key])];
        return SampleStatistics.Of(differences) is SampleStatistics statistics
            ? new(statistics, statistics.MeanInterval(confidence), PValueOf(statistics))
            : null;
    }

    private static double? PValueOf(SampleStatistics differences)
    {
        if (differences.Deviation is not double deviation || deviation == 0)
            return null;
        double t = Math.Abs(differences.Mean) / (deviation / Math.Sqrt(differences.Count));
        return 2 * StudentT.CDF(0, 1, differences.Count - 1, -t);
    }
}
