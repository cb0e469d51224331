using MathNet.Numerics.Distributions;

namespace Bruno.Gpu.Statistics;

/// <summary>
/// How much two ways differ that were tried on the same seeds, data or chips: the differences of the pairs, and Student's t for their mean.
/// The interval holds the true mean difference with its confidence where the differences are about normal.
/// </summary>
/// <param name="Differences">Statistics of second minus first.</param>
/// <param name="Low">The lower end of the confidence interval of the mean; none of a single pair.</param>
/// <param name="High">The upper end.</param>
/// <param name="Confidence">Its confidence, 0 to 1.</param>
/// <param name="PValue">How likely a mean at least this far from 0 is where there is no difference (two-sided); none of a single pair.</param>
public sealed record PairedDifference(SampleStatistics Differences, double? Low, double? High, double Confidence, double? PValue)
{
    /// <summary>The usual confidence.</summary>
    public const double UsualConfidence = 0.95;

    /// <summary>Compares pairs; none where there are none.</summary>
    /// <param name="pairs">What the first and the second way came to, pair by pair.</param>
    /// <param name="confidence">The confidence of the interval, above 0 and below 1.</param>
    public static PairedDifference? Of(IReadOnlyList<(double First, double Second)> pairs, double confidence = UsualConfidence)
    {
        if (SampleStatistics.Of([.. pairs.Select(pair => pair.Second - pair.First)]) is not { } differences)
            return null;
        if (differences.Deviation is not double deviation)
            return new(differences, null, null, confidence, null);
        int freedom = differences.Count - 1;
        double error = deviation / Math.Sqrt(differences.Count), reach = StudentT.InvCDF(0, 1, freedom, (1 + confidence) / 2) * error;
        double p = error > 0 ? 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(differences.Mean) / error) : differences.Mean == 0 ? 1 : 0;
        return new(differences, differences.Mean - reach, differences.Mean + reach, confidence, p);
    }
}
